//! The figures: one table for people, JSON with all details for programs.

use crate::Plan;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// One line of the table.
#[derive(Debug)]
struct Row {
    what: String,
    unit: &'static str,
    result: f64,
    limit: Option<f64>,
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    details: serde_json::Map<String, Value>,
}

impl Report {
    /// A figure that has a limit.
    pub(crate) fn limited(&mut self, what: &str, result: f64, limit: f64, unit: &'static str) {
        self.rows.push(Row { what: what.into(), unit, result, limit: Some(limit) });
    }

    /// A figure that is told for comparison.
    pub(crate) fn told(&mut self, what: &str, result: f64, unit: &'static str) {
        self.rows.push(Row { what: what.into(), unit, result, limit: None });
    }

    /// What stands behind the figures, for the JSON.
    pub(crate) fn detail(&mut self, name: &str, value: Value) {
        self.details.insert(name.into(), value);
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        let width = self.rows.iter().map(|row| row.what.chars().count()).max().unwrap_or(0);
        let line =
            |cells: [&str; 4]| format!("{:width$}  {:>12}  {:>12}  {:>7}\n", cells[0], cells[1], cells[2], cells[3]);
        let mut table = line(["measure", "result", "limit", "within?"]);
        for row in &self.rows {
            let limit = row.limit.map_or(String::new(), |limit| number(limit, row.unit));
            let within = row.within().map_or("", |within| if within { "yes" } else { "NO" });
            table.push_str(&line([&row.what, &number(row.result, row.unit), &limit, within]));
        }
        table
    }

    /// Writes the JSON and returns where.
    pub(crate) fn write(&self, plan: Plan) -> PathBuf {
        let built = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = built.parent().expect("it lies in the target folder").join("bench/result.json");
        std::fs::create_dir_all(path.parent().expect("it has just been joined")).expect("the target folder is ours");
        let measures: Vec<Value> = self.rows.iter().map(Row::json).collect();
        let result = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "machine": machine(),
            "plan": {
                "starts": plan.starts, "alerts": plan.alerts, "notices": plan.notices, "burst": plan.burst,
                "idleSeconds": plan.idle.as_secs(),
            },
            "measures": measures,
            "details": self.details,
        });
        std::fs::write(&path, format!("{result:#}\n")).expect("the target folder is ours");
        path
    }
}

impl Row {
    fn within(&self) -> Option<bool> {
        self.limit.map(|limit| self.result <= limit)
    }

    fn json(&self) -> Value {
        json!({
            "what": self.what, "result": self.result, "limit": self.limit, "unit": self.unit,
            "within": self.within(),
        })
    }
}

fn number(value: f64, unit: &str) -> String {
    let whole = value.fract() == 0.0 && unit != "ms" && unit != "MB";
    if whole { format!("{value} {unit}") } else { format!("{value:.2} {unit}") }.trim_end().to_owned()
}

/// Figures are worth little without the machine that they come from.
fn machine() -> Value {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    json!({
        "cores": std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
        "processor": model.trim_start_matches([' ', '\t', ':']),
        "kernel": read("/proc/sys/kernel/osrelease").trim(),
        "loadAtEnd": read("/proc/loadavg").trim(),
    })
}

//! Compiles the alert window, lists the languages, and draws the icons, so that the daemon needs no SVG
//! code at run time. For Windows it also embeds what Windows reads in the program's file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

/// The sides of the tray's icon, in pixels, smallest first: of panels on Linux (freedesktop's icon theme
/// specification) and of their doubles; of Windows' small icons at 100 to 300 percent; of macOS' menu bar.
const TRAY: [(&str, &[u32]); 3] =
    [("linux", &[16, 22, 24, 32, 44, 48]), ("windows", &[16, 20, 24, 32, 48]), ("macos", &[18, 36])];
/// The sides of a channel's icon, in pixels: 18 logical pixels at the usual scale factors.
const CHANNEL: [u32; 4] = [18, 27, 36, 54];
/// The faces of the tray's icon that are drawn as they are.
const FACES: [&str; 4] = ["connected", "reconnecting", "signed-out", "cannot-alert"];
/// The channels with an icon of their own, and the one for all others.
const CHANNELS: [&str; 7] = ["chat", "sms", "facebook", "whatsapp", "email", "voice", "other"];

/// The folders with one Fluent file a language, and the tables that are made of them.
const LANGUAGES: [(&str, &str); 2] = [("src/i18n", "daemon_languages.rs"), ("src/center/i18n", "center_languages.rs")];
/// The language that stands in for all others.
const FALL_BACK: &str = "en";

#[path = "packaging/windows/resource.rs"]
mod resource;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=icons");
    slint_build::compile_with_config(
        "src/ui/windows.slint",
        slint_build::CompilerConfiguration::new().with_style("fluent".into()),
    )?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("pictures.rs"), pictures(Path::new(&out))?)?;
    fs::write(Path::new(&out).join("packages.txt"), packages()?)?;
    resource::embed(Path::new(&out))?;
    for (folder, table) in LANGUAGES {
        println!("cargo::rerun-if-changed={folder}");
        fs::write(Path::new(&out).join(table), languages(folder)?)?;
    }
    Ok(())
}

/// Every package that the program is made of, a line each: name, version and licence.
fn packages() -> Result<String, Failure> {
    println!("cargo::rerun-if-changed=Cargo.lock");
    let mut command = Command::new(env::var("CARGO")?);
    // Not offline: what only tests need may not be there yet on a machine that builds for the first time.
    command.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &env::var("TARGET")?]);
    let output = command.output()?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        println!("cargo::warning=About will not name the packages: {}", why.lines().last().unwrap_or_default());
        return Ok(String::new());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let root = metadata["resolve"]["root"].as_str().ok_or("the package has a root")?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let nodes = list(&metadata["resolve"]["nodes"]);
    let (mut found, mut next) = (BTreeSet::new(), vec![root.to_owned()]);
    while let Some(id) = next.pop() {
        let node = nodes.iter().find(|node| node["id"] == id.as_str()).ok_or("every package is resolved")?;
        for needed in list(&node["deps"]) {
            // A kind of null is what the program itself needs, not its build and not its tests.
            let runs = list(&needed["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let id = needed["pkg"].as_str().unwrap_or_default();
            if runs && found.insert(id.to_owned()) {
                next.push(id.to_owned());
            }
        }
    }
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or("?").to_owned();
    let packages = list(&metadata["packages"]);
    let ours = packages.iter().filter(|package| found.contains(&text(package, "id")));
    let lines = ours.map(|package| ["name", "version", "license"].map(|key| text(package, key)));
    let lines: BTreeSet<String> =
        lines.map(|[name, version, licence]| format!("{name} {version} · {licence}")).collect();
    Ok(lines.into_iter().collect::<Vec<_>>().join("\n"))
}

/// The table of the languages in this folder as a Rust expression, the fall-back first.
fn languages(folder: &str) -> Result<String, Failure> {
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failure>>()?;
    let files = files.iter().filter(|path| path.extension().is_some_and(|end| end == "ftl"));
    let mut tags: Vec<&str> = files.filter_map(|path| path.file_stem()?.to_str()).collect();
    tags.sort_unstable_by_key(|tag| (*tag != FALL_BACK, *tag));
    if tags.first() != Some(&FALL_BACK) {
        return Err(format!("there is no {FALL_BACK}.ftl in {folder}").into());
    }
    let row =
        |tag| format!("({tag:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{folder}/{tag}.ftl\"))),\n");
    Ok(format!("&[\n{}]\n", tags.into_iter().map(row).collect::<String>()))
}

/// Draws every icon into a file of bytes and returns the Rust tables that include them.
fn pictures(out: &Path) -> Result<String, Failure> {
    let mut table = String::new();
    for face in FACES {
        let svg = fs::read_to_string(format!("icons/tray/{face}.svg"))?;
        writeln!(
            table,
            "pub(super) const {}: &[Picture] = {};",
            face.replace('-', "_").to_uppercase(),
            tray(out, face, &svg)?
        )?;
    }
    writeln!(table, "pub(super) const WAITING: [&[Picture]; 10] = [")?;
    let waiting = fs::read_to_string("icons/tray/waiting.svg")?;
    for number in 1..=10 {
        // Each number is a group of its own in the drawing; the others are left out.
        let mut svg = waiting.clone();
        for other in (1..=10).filter(|other| *other != number) {
            svg = svg.replace(&format!("id=\"n{other}\""), "display=\"none\"");
        }
        writeln!(table, "    {},", tray(out, &format!("waiting-{number}"), &svg)?)?;
    }
    writeln!(table, "];")?;
    for channel in CHANNELS {
        let svg = fs::read_to_string(format!("icons/channel/{channel}.svg"))?;
        writeln!(table, "pub(super) const {}: [(u32, &[u8]); {}] = [", channel.to_uppercase(), CHANNEL.len())?;
        for side in CHANNEL {
            let mask: Vec<u8> = draw(&svg, side)?.pixels().iter().map(|pixel| pixel.alpha()).collect();
            let bytes = save(out, &format!("channel-{channel}-{side}"), &mask)?;
            writeln!(table, "    ({side}, {bytes}),")?;
        }
        writeln!(table, "];")?;
    }
    Ok(table)
}

/// Draws a face of the tray's icon in every size and returns the Rust expression that includes them.
fn tray(out: &Path, face: &str, svg: &str) -> Result<String, Failure> {
    let system = env::var("CARGO_CFG_TARGET_OS")?;
    let sides = TRAY.iter().find(|(name, _)| *name == system).map_or(TRAY[0].1, |(_, sides)| sides);
    let mut pictures = String::new();
    for side in sides {
        let bytes = save(out, &format!("tray-{face}-{side}"), &straight(&draw(svg, *side)?))?;
        write!(pictures, "({side}, {bytes}), ")?;
    }
    Ok(format!("&[{pictures}]"))
}

fn draw(svg: &str, side: u32) -> Result<resvg::tiny_skia::Pixmap, Failure> {
    let tree = resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default())?;
    let mut pixmap = resvg::tiny_skia::Pixmap::new(side, side).ok_or("an icon has a side")?;
    let scale =
        resvg::tiny_skia::Transform::from_scale(side as f32 / tree.size().width(), side as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Ok(pixmap)
}

/// The pixels as the tray wants them: red, green, blue and alpha, not premultiplied.
fn straight(pixmap: &resvg::tiny_skia::Pixmap) -> Vec<u8> {
    let pixels = pixmap.pixels().iter().map(|pixel| pixel.demultiply());
    pixels.flat_map(|color| [color.red(), color.green(), color.blue(), color.alpha()]).collect()
}

/// Writes the bytes and returns the Rust expression that includes them.
fn save(out: &Path, name: &str, bytes: &[u8]) -> Result<String, Failure> {
    fs::write(out.join(name), bytes)?;
    Ok(format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))"))
}

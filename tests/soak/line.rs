//! A row of measured values: as a small picture, and whether it rises.

use std::fmt;

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Values at equal distances.
#[derive(Debug, Default)]
pub(crate) struct Line(Vec<f64>);

impl Line {
    pub(crate) fn add(&mut self, value: f64) {
        self.0.push(value);
    }

    pub(crate) fn values(&self) -> &[f64] {
        &self.0
    }

    /// Without the first of so many parts, in which everything is still being filled.
    pub(crate) fn without_the_first_of(&self, parts: usize) -> Self {
        Self(self.0[self.0.len() / parts..].to_vec())
    }

    /// How much the straight line that fits best rises from the first to the last value.
    pub(crate) fn rise(&self) -> f64 {
        let count = self.0.len() as f64;
        let (middle, mean) = ((count - 1.0) / 2.0, self.0.iter().sum::<f64>() / count);
        let along = |(at, value): (usize, &f64)| (at as f64 - middle) * (value - mean);
        let across = |at: usize| (at as f64 - middle).powi(2);
        let slope = self.0.iter().enumerate().map(along).sum::<f64>() / (0..self.0.len()).map(across).sum::<f64>();
        slope * (count - 1.0)
    }

    fn bounds(&self) -> (f64, f64) {
        self.0.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = self.bounds();
        let bar = |value: &f64| BARS[(((value - low) / (high - low).max(1.0) * 7.0) as usize).min(7)];
        let picture: String = self.0.iter().map(bar).collect();
        write!(f, "{picture} ({low:.0} to {high:.0})")
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn a_rise_is_measured_and_noise_is_not_one() {
        let rising = Line((0..50).map(|at| 100.0 + f64::from(at) * 2.0).collect());
        assert!((rising.rise() - 98.0).abs() < 0.001);
        let noisy = Line((0..50).map(|at| 100.0 + f64::from(at % 5)).collect());
        assert!(noisy.rise().abs() < 1.0, "{}", noisy.rise());
        assert_eq!(rising.without_the_first_of(5).values().len(), 40);
        assert_eq!(Line(vec![1.0, 8.0]).to_string(), "▁█ (1 to 8)");
    }
}

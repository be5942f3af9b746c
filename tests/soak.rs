//! A day, compressed: the deciding half in virtual time, and the real programs at a hundred times
//! the pace of a day, with their memory and descriptors as a line that must stay flat.

#[path = "support/desk.rs"]
#[expect(dead_code, reason = "the scenarios use the rest")]
mod desk;
#[path = "chaos/faults.rs"]
#[expect(dead_code, reason = "the chaos breaks everything")]
mod faults;
#[path = "chaos/office.rs"]
#[expect(dead_code, reason = "the chaos breaks everything")]
mod office;
#[path = "chaos/sender.rs"]
#[expect(dead_code, reason = "the chaos accounts for everything")]
mod sender;
#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

#[path = "soak/day.rs"]
mod day;
#[path = "soak/line.rs"]
mod line;
#[path = "soak/programs.rs"]
mod programs;

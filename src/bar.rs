//! How far a long reading is: a line on the terminal once it takes more than a second.

use jcplan::load::Step;
use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Shown only after so long, and anew only so often.
const FIRST: Duration = Duration::from_secs(1);
const AGAIN: Duration = Duration::from_millis(100);
const MARKS: u64 = 24;

/// A line that is drawn over and over, and at last wiped.
#[derive(Default)]
pub(crate) struct Bar(Mutex<Drawn>);

#[derive(Default)]
struct Drawn {
    file: String,
    done: u64,
    began: Option<Instant>,
    last: Option<Instant>,
}

impl Bar {
    /// Takes note of a step, and draws if it is time to.
    pub(crate) fn step(&self, step: Step<'_>) {
        let Ok(mut drawn) = self.0.lock() else {
            return;
        };
        let began = *drawn.began.get_or_insert_with(Instant::now);
        if drawn.file != step.file || drawn.done + step.bytes > step.length {
            drawn.file = step.file.to_owned();
            drawn.done = 0;
        }
        drawn.done += step.bytes;
        let due = match drawn.last {
            Some(last) => last.elapsed() >= AGAIN,
            None => began.elapsed() >= FIRST,
        };
        if due {
            drawn.last = Some(Instant::now());
            let _ = write!(std::io::stderr(), "\r{}\x1b[K", line(&drawn, step.length));
        }
    }

    /// Leaves nothing of it.
    pub(crate) fn wipe(&self) {
        if self.0.lock().is_ok_and(|drawn| drawn.last.is_some()) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

fn line(drawn: &Drawn, length: u64) -> String {
    let length = length.max(1);
    let marks = (drawn.done * MARKS / length).min(MARKS);
    let full = "█".repeat(usize::try_from(marks).unwrap_or(0));
    let left = "░".repeat(usize::try_from(MARKS - marks).unwrap_or(0));
    let percent = drawn.done * 100 / length;
    // A name may hold anything, and a line that wraps cannot be drawn over.
    let name = drawn.file.chars().filter(|c| !c.is_control());
    let name: String = name.take(40).collect();
    format!("{full}{left} {percent:>3}%  reading {name}")
}

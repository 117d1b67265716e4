//! The binary: asks the world what a run needs to know, runs, writes the bytes, exits.

mod bar;

use jcplan::load::Step;
use jcplan::value::Day;
use jcplan::{World, run};
use std::hint::black_box;
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

/// Bytes any answer may ask for. More than the system's allocator keeps for later once they are
/// given back.
const ROOM: usize = 33 * 1024 * 1024;

/// Is there room to work in? What breaks off for want of it could not say why.
fn has_room() -> bool {
    let mut room: Vec<u8> = Vec::new();
    room.try_reserve_exact(ROOM).is_ok() && black_box(&room).capacity() >= ROOM
}

fn main() -> ExitCode {
    if !has_room() {
        let said = b"jcplan: there are not 33 MiB of memory to work in: nothing is read\n";
        let _ = std::io::stderr().write_all(said);
        return ExitCode::from(2);
    }
    // A clock outside 1990 to 2100 is no use; --as-at says the day then.
    let today = Day::parse(&jiff::Zoned::now().date().to_string()).ok();
    let terminal = std::io::stdout()
        .is_terminal()
        .then(|| terminal_size::terminal_size().map_or(80, |(width, _)| width.0));
    let bar = bar::Bar::default();
    let step = |step: Step<'_>| bar.step(step);
    let world = World {
        today,
        terminal,
        columns: std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()),
        step_summary: std::env::var_os("GITHUB_STEP_SUMMARY")
            .filter(|v| !v.is_empty())
            .map(Into::into),
        no_colour: std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()),
        progress: std::io::stderr().is_terminal().then_some(&step),
        stdin: &mut std::io::stdin().lock(),
    };
    let ended = run(std::env::args_os(), world);
    bar.wipe();
    let _ = std::io::stderr().write_all(ended.stderr.as_bytes());
    let mut stdout = std::io::stdout().lock();
    let written = stdout
        .write_all(ended.stdout.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Ok(()) => ExitCode::from(ended.status),
        // Whoever reads has read enough; what was found stays found.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(ended.status),
        Err(error) => {
            let _ = writeln!(
                std::io::stderr(),
                "jcplan: the answer cannot be written: {error}"
            );
            ExitCode::from(2)
        }
    }
}

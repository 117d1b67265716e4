//! Many folders at once: as many as the machine has processors, answered in the order given.

use std::sync::Mutex;
use std::thread;

/// Does the same with every thing, on every processor; the answers stand in the order of the
/// things, whichever is ready first.
pub(crate) fn side_by_side<T: Send, R: Send>(
    things: Vec<T>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, |n| n.get());
    let workers = processors.min(things.len());
    if workers <= 1 {
        return things.into_iter().map(work).collect();
    }
    let open = Mutex::new(things.into_iter().enumerate());
    let answers = Mutex::new(Vec::new());
    let worker = || {
        loop {
            // The lock is held for the taking alone. A worker that panicked ends the run when the
            // threads are joined, so that what it left behind is never read.
            let next = open.lock().map(|mut things| things.next());
            let Ok(Some((place, thing))) = next else {
                break;
            };
            let answer = work(thing);
            if let Ok(mut answers) = answers.lock() {
                answers.push((place, answer));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(worker);
        }
    });
    let mut answers = answers.into_inner().unwrap_or_default();
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    #[test]
    fn answers_stand_in_the_order_of_the_things() {
        let things: Vec<u64> = (0..500).collect();
        let answers = side_by_side(things, |n| {
            // Early ones take longest.
            std::thread::sleep(std::time::Duration::from_micros(500 - n));
            n * 2
        });
        assert_eq!(answers, (0..500).map(|n| n * 2).collect::<Vec<u64>>());
        assert!(side_by_side(Vec::<u8>::new(), |n| n).is_empty());
    }
}

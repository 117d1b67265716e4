//! Plain rows, taken in at once: the first row of a contract, its service told by its column, and by
//! whom said before in the same words. Any other row is taken in whole, and to the same end.

use super::contract::Worth;
use super::days::{OPEN, RowDays};
use super::entry::Entry;
use super::gather::State;
use super::references::Seen;
use crate::model::{PlainRow, Register};
use crate::value::Day;

impl State {
    /// Says whether it was taken in; if not, nothing of it was.
    pub(super) fn plain(&mut self, register: &Register, row: &PlainRow<'_>) -> bool {
        let Some(parties) = self.parties.of_plain(row) else {
            return false;
        };
        let Some(place) = self.places.of_plain(row, register.area_is_buyer) else {
            return false;
        };
        let ends = row.ends.map_or(OPEN, Day::number);
        let days = RowDays {
            starts: row.starts.number(),
            planned: ends,
            firm: ends,
            possible: ends,
        };
        let mut one = Entry::new(self.register, 0, days);
        let worth = Worth {
            annual: row.annual,
            total: row.total,
        };
        let title = row.title.1.filter(|_| !row.title.0.is_empty());
        let length = title.map_or(Ok(0), |at| u16::try_from(at.end - at.start));
        let (true, Ok(length)) = (one.set_worth(worth), length) else {
            return false;
        };
        let (reference, Seen::New) = self.references.look(row.reference, self.register) else {
            return false;
        };
        one.reference = reference;
        one.parties = parties;
        one.place = place;
        one.title = title.map_or(0, |at| at.start);
        one.title_length = length;
        if let Some(looking) = &mut self.looking {
            one.shows = looking.shown_by([row.title.0, ""]);
        }
        self.used += 1;
        self.references.place(reference, self.entries.len());
        self.entries.push(one);
        true
    }
}

//! The cells of one row.

use std::ops::Range;

/// Where one cell stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Within the row, quotation marks left out.
    pub(super) from: u32,
    pub(super) to: u32,
    /// Within the bytes put together aside, if it does not stand in the row as it is.
    pub(super) aside: Option<(u32, u32)>,
}

/// The cells of one row, unquoted.
#[derive(Debug)]
pub struct Cells<'a> {
    pub(super) raw: &'a [u8],
    pub(super) places: &'a [Place],
    pub(super) aside: &'a [u8],
}

impl<'a> Cells<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// A cell's bytes; none beyond the row's end.
    pub fn get(&self, i: usize) -> Option<&'a [u8]> {
        let place = self.places.get(i)?;
        match place.aside {
            None => self.raw.get(place.from as usize..place.to as usize),
            Some((from, to)) => self.aside.get(from as usize..to as usize),
        }
    }

    /// Where a cell stands in the row, quotation marks left out.
    pub fn range(&self, i: usize) -> Option<Range<usize>> {
        let place = self.places.get(i)?;
        Some(place.from as usize..place.to as usize)
    }

    /// The same, of a cell whose text stands in the row as it is.
    pub fn place(&self, i: usize) -> Option<Range<usize>> {
        let place = self.places.get(i).filter(|place| place.aside.is_none())?;
        Some(place.from as usize..place.to as usize)
    }

    /// Every cell's bytes.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + Clone + '_ {
        (0..self.len()).filter_map(|i| self.get(i))
    }
}

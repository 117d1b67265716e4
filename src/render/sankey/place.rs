//! Where boxes and ribbons of a picture stand. Tenths of a pixel.

use crate::report::{Ribbon, Sankey};
use crate::value::Money;

/// Left edge of each column's boxes.
const COLUMNS: [i64; 4] = [2400, 4500, 7100, 9800];
/// How wide a box is.
pub(super) const BOX: i64 = 120;
/// The whole width.
const WIDTH: i64 = 12250;
/// What a label needs: two lines.
const LABEL: i64 = 300;
/// Between two boxes.
const GAP: i64 = 80;
/// A line over boxes that belong together.
const GROUP: i64 = 180;
/// Above the boxes: the title and what stands over the columns.
pub(super) const HEAD: i64 = 680;
/// How tall the column with most money is, labels apart.
const TALL: i64 = 4200;
/// One line of the key.
pub(super) const KEY: i64 = 220;

/// One box.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Boxed {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) height: i64,
    /// Where the name of its group stands, if it is the first of it.
    pub(super) headed: Option<i64>,
}

impl Boxed {
    pub(super) fn middle(&self) -> i64 {
        self.y + self.height / 2
    }
}

/// One ribbon: where it leaves and where it comes in, and how thick it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Laid {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) thick: i64,
}

/// A whole picture.
pub(super) struct Placed {
    pub(super) width: i64,
    pub(super) height: i64,
    /// Where the key begins.
    pub(super) foot: i64,
    pub(super) boxes: Vec<Boxed>,
    pub(super) ribbons: Vec<Laid>,
}

impl Placed {
    pub(super) fn of(sankey: &Sankey) -> Placed {
        let most = (0..COLUMNS.len()).map(|c| sum(sankey, c)).max();
        let most = most.unwrap_or(0).max(1);
        let columns: Vec<(Vec<(usize, Boxed)>, i64)> = (0..COLUMNS.len())
            .map(|c| column(sankey, c, most))
            .collect();
        let tall = columns.iter().map(|(_, tall)| *tall).max().unwrap_or(0);
        let mut boxes = vec![Boxed::default(); sankey.stations.len()];
        for (placed, own) in columns {
            for (i, mut one) in placed {
                let down = HEAD + (tall - own) / 2;
                one.y += down;
                one.headed = one.headed.map(|y| y + down);
                boxes[i] = one;
            }
        }
        let foot = HEAD + tall + 200;
        let lines = super::draw::key_lines(sankey);
        let lines = i64::try_from(lines).unwrap_or(0);
        Placed {
            width: WIDTH,
            height: foot + lines * KEY + 100,
            foot,
            ribbons: ribbons(sankey, &boxes),
            boxes,
        }
    }
}

fn sum(sankey: &Sankey, column: usize) -> i128 {
    let all = sankey.stations.iter().filter(|s| s.column == column);
    all.map(|s| s.amount.pence()).sum()
}

fn scaled(amount: Money, most: i128) -> i64 {
    i64::try_from(amount.pence() * i128::from(TALL) / most).unwrap_or(TALL)
}

/// The boxes of a column, the first at nil, and how tall they are together.
fn column(sankey: &Sankey, column: usize, most: i128) -> (Vec<(usize, Boxed)>, i64) {
    let mut placed = Vec::new();
    let mut top = 0;
    let mut group = "";
    for (i, station) in sankey.stations.iter().enumerate() {
        if station.column != column {
            continue;
        }
        let headed = !station.group.is_empty() && station.group != group;
        group = &station.group;
        let heading = headed.then_some(top + GROUP - 40);
        if headed {
            top += GROUP;
        }
        let height = scaled(station.amount, most).max(10);
        let slot = height.max(LABEL);
        let one = Boxed {
            x: COLUMNS[column],
            y: top + (slot - height) / 2,
            height,
            headed: heading,
        };
        placed.push((i, one));
        top += slot + GAP;
    }
    (placed, (top - GAP).max(0))
}

/// Ribbons leave and come in one below the other, in the order of their other ends.
fn ribbons(sankey: &Sankey, boxes: &[Boxed]) -> Vec<Laid> {
    let mut laid = vec![Laid::default(); sankey.ribbons.len()];
    for (i, station) in sankey.stations.iter().enumerate() {
        let whole = station.amount.pence().max(1);
        let height = boxes[i].height;
        let share = |pence: i128| i64::try_from(pence * i128::from(height) / whole).unwrap_or(0);
        let each = |end: fn(&Ribbon) -> usize, other: fn(&Ribbon) -> usize| {
            let own = sankey
                .ribbons
                .iter()
                .enumerate()
                .filter(|(_, r)| end(r) == i);
            let mut own: Vec<(i64, usize, i128)> = own
                .map(|(n, r)| (boxes[other(r)].y, n, r.amount.pence()))
                .collect();
            own.sort_unstable();
            let mut so_far = 0_i128;
            let places = own.into_iter().map(move |(_, n, pence)| {
                let (first, last) = (share(so_far), share(so_far + pence));
                so_far += pence;
                (n, first, last - first)
            });
            places.collect::<Vec<(usize, i64, i64)>>()
        };
        for (n, first, thick) in each(|r| r.from, |r| r.to) {
            laid[n].from = boxes[i].y + first;
            laid[n].thick = thick.max(5);
        }
        for (n, first, _) in each(|r| r.to, |r| r.from) {
            laid[n].to = boxes[i].y + first;
        }
    }
    laid
}

//! CSV rows with their places. Cells are parted by the same rules as the csv crate's, which tests
//! hold them to.

mod blocks;
mod cells;
mod found;
mod marks;
mod quotes;
mod rows;
mod scan;

pub use cells::{Cells, Knots};
pub use found::Found;
pub use quotes::cell_spans;
pub use rows::{CsvFault, LONGEST_ROW, LongRow, Row, RowFault, for_each_row, for_row, line_end_of};
pub use scan::{Scan, Used};

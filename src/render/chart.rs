//! A picture of days in letters, for a terminal and for minutes.

use super::calm;
use crate::report::{Chart, MARKS};
use crate::value::Day;

/// Draws a picture so many columns wide; months that do not fit go on below.
pub(super) fn letters(chart: &Chart, width: usize) -> String {
    let names: Vec<String> = chart.lanes.iter().map(|l| calm(&l.name)).collect();
    let longest = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    let room = longest.min((width / 2).max(16));
    let months = chart.months();
    let fit = (width.saturating_sub(room + 2) / 2).max(6);
    let mut out = String::new();
    for (i, block) in months.chunks(fit).enumerate() {
        if i > 0 {
            out.push('\n');
        }
        head(&mut out, room, block, chart.today);
        for (lane, name) in chart.lanes.iter().zip(&names) {
            let lines = super::text::wrap(name, room);
            let marks: Vec<String> = block.iter().map(|m| lane.mark(*m).to_string()).collect();
            for (n, line) in lines.iter().enumerate() {
                let marks = if n == 0 {
                    marks.join(" ")
                } else {
                    String::new()
                };
                out.push_str(format!("{line:<room$}  {marks}").trim_end());
                out.push('\n');
            }
        }
    }
    let key: Vec<String> = MARKS
        .iter()
        .map(|(c, means)| format!("{c} {means}"))
        .collect();
    out.push_str(&format!("\n{}\n", key.join("   ")));
    out
}

/// Years over the first letters of months, and a mark over the month of the day asked about.
fn head(out: &mut String, room: usize, months: &[Day], today: Day) {
    let mut years = vec![' '; months.len() * 2 + 4];
    let mut letters = String::new();
    for (i, month) in months.iter().enumerate() {
        let names = "JFMAMJJASOND";
        let at = usize::from(month.month()).saturating_sub(1);
        letters.push(names.chars().nth(at).unwrap_or(' '));
        letters.push(' ');
        if i == 0 && month.month() < 11 || month.month() == 1 {
            for (n, figure) in month.year().to_string().chars().enumerate() {
                years[i * 2 + n] = figure;
            }
        }
    }
    let years: String = years.into_iter().collect();
    let indent = " ".repeat(room + 2);
    out.push_str(&format!("{indent}{}\n", years.trim_end()));
    out.push_str(&format!("{indent}{}\n", letters.trim_end()));
    let here = months
        .iter()
        .position(|m| m.year() == today.year() && m.month() == today.month());
    if let Some(i) = here {
        out.push_str(&format!("{indent}{}^\n", " ".repeat(i * 2)));
    }
}

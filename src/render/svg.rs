//! A picture of days as SVG: to the day, told apart by pattern and not by colour alone.

use super::html::escaped;
use crate::report::{Chart, Lane, Part, Report, Shade};
use crate::value::Day;

const LABELS: i32 = 380;
const ROW: i32 = 24;
const HEAD: i32 = 58;
const FOOT: i32 = 34;
/// Between two pictures.
const GAP: i32 = 16;
/// Letters of a name that fit before its lane.
const FIT: usize = 52;

/// Every picture of reports, one below the other, as one file; none if they have none.
pub(super) fn file(reports: &[&Report]) -> Option<String> {
    let parts = reports.iter().flat_map(|report| report.parts.iter());
    let charts: Vec<&Chart> = parts
        .filter_map(|part| match part {
            Part::Chart(chart) => Some(chart),
            _ => None,
        })
        .collect();
    let wide = charts.iter().map(|chart| width(chart)).max()?;
    let tall: i32 = charts.iter().map(|chart| height(chart) + GAP).sum();
    let mut body = String::new();
    let mut top = 0;
    for chart in &charts {
        body.push_str(&format!(
            "<g transform=\"translate(0 {top})\">\n{}</g>\n",
            inside(chart)
        ));
        top += height(chart) + GAP;
    }
    let title = charts.first().map_or("", |c| c.title.as_str());
    Some(framed(title, wide, tall, &body))
}

/// One picture within a page.
pub(super) fn inline(chart: &Chart) -> String {
    framed(&chart.title, width(chart), height(chart), &inside(chart))
}

fn framed(title: &str, width: i32, height: i32, body: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"-8 0 {width} {height}\" \
         font-family=\"system-ui,Segoe UI,Arial,sans-serif\" font-size=\"13\" fill=\"#1d2733\">\n\
         <title>{}</title>\n<defs><pattern id=\"possible\" width=\"6\" height=\"6\" \
         patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"2\" height=\"6\" \
         fill=\"#005eb8\"/></pattern><pattern id=\"double\" width=\"8\" height=\"8\" \
         patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"#8a1538\"/>\
         <path d=\"M0 0L8 8M8 0L0 8\" stroke=\"#fff\" stroke-width=\"1.4\"/></pattern></defs>\n\
         <rect x=\"-8\" width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n{body}</svg>\n",
        escaped(title)
    )
}

/// Wide enough for every month to be seen, and for the key below.
fn width(chart: &Chart) -> i32 {
    LABELS + days(chart) + 20
}

fn days(chart: &Chart) -> i32 {
    (count(chart.months().len()) * month(chart)).max(420)
}

/// How wide a month is: many are drawn narrower, so that a page holds them.
fn month(chart: &Chart) -> i32 {
    (620 / count(chart.months().len()).max(1)).clamp(8, 24)
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX / 64)
}

fn height(chart: &Chart) -> i32 {
    HEAD + count(chart.lanes.len()) * ROW + FOOT
}

/// Where a day stands, in tenths of a pixel so that no day is lost in a long picture.
fn place(chart: &Chart, day: Day) -> String {
    let all = i64::from(chart.from.days_to(chart.to).max(1));
    let gone = i64::from(chart.from.days_to(day) - 1).clamp(0, all);
    let tenths = i64::from(LABELS) * 10 + i64::from(days(chart)) * 10 * gone / all;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn inside(chart: &Chart) -> String {
    let bottom = HEAD + count(chart.lanes.len()) * ROW;
    let mut out = format!(
        "<text x=\"0\" y=\"16\" font-weight=\"600\">{}</text>\n",
        escaped(&chart.title)
    );
    let narrow = month(chart) < 12;
    for month in chart.months() {
        let x = place(chart, month);
        let names = "JFMAMJJASOND";
        let at = usize::from(month.month()).saturating_sub(1);
        let letter = names.chars().nth(at).filter(|_| !narrow).unwrap_or(' ');
        let year = month.month() == 1 || month == chart.from;
        let stroke = if month.month() == 1 {
            "#768692"
        } else {
            "#e2e6ea"
        };
        out.push_str(&format!(
            "<path d=\"M{x} {}V{bottom}\" stroke=\"{stroke}\"/><text x=\"{x}\" dx=\"5\" y=\"{}\" \
             font-size=\"11\" fill=\"#425563\">{letter}</text>\n",
            HEAD - 6,
            HEAD - 8
        ));
        if year {
            out.push_str(&format!(
                "<text x=\"{x}\" dx=\"2\" y=\"{}\" font-size=\"12\">{}</text>\n",
                HEAD - 22,
                month.year()
            ));
        }
    }
    for (i, one) in chart.lanes.iter().enumerate() {
        out.push_str(&lane(chart, one, HEAD + count(i) * ROW));
    }
    if (chart.from..=chart.to).contains(&chart.today) {
        let x = place(chart, chart.today);
        out.push_str(&format!(
            "<path d=\"M{x} {}V{bottom}\" stroke=\"#000\" stroke-dasharray=\"3 2\"/>\n",
            HEAD - 4
        ));
    }
    out.push_str(&key(bottom + 20));
    out
}

fn lane(chart: &Chart, lane: &Lane, top: i32) -> String {
    let name = match lane.name.chars().count() > FIT {
        true => format!("{}…", lane.name.chars().take(FIT - 1).collect::<String>()),
        false => lane.name.clone(),
    };
    let mut out = format!(
        "<g><title>{}</title><text x=\"0\" y=\"{}\">{}</text><path d=\"M{LABELS} {}H{}\" \
         stroke=\"#b0b8bf\" stroke-dasharray=\"1 3\"/></g>\n",
        escaped(&said(lane)),
        top + 16,
        escaped(&name),
        top + 12,
        LABELS + days(chart)
    );
    for (from, to, shade) in &lane.stretches {
        let Some(fill) = fill(*shade) else {
            continue;
        };
        let (left, right) = (place(chart, *from), place(chart, to.plus(1)));
        out.push_str(&format!(
            "<path d=\"M{left} {}H{right}V{}H{left}Z\" fill=\"{fill}\" stroke=\"#003a70\" \
             stroke-width=\".6\"/>\n",
            top + 4,
            top + ROW - 4
        ));
    }
    out
}

/// A lane in words, for a pointer that rests on it and for those who hear the page.
fn said(lane: &Lane) -> String {
    let each = lane.stretches.iter().map(|(from, to, shade)| {
        let what = match shade {
            Shade::Nothing => "none",
            Shade::Possible => "possible",
            Shade::Firm => "firm",
            Shade::Double => "double",
        };
        format!("{what} {} to {}", from.short(), to.short())
    });
    format!("{}: {}", lane.name, each.collect::<Vec<_>>().join("; "))
}

fn fill(shade: Shade) -> Option<&'static str> {
    match shade {
        Shade::Nothing => None,
        Shade::Possible => Some("url(#possible)"),
        Shade::Firm => Some("#9cc3e6"),
        Shade::Double => Some("url(#double)"),
    }
}

fn key(y: i32) -> String {
    let all = [
        (Shade::Firm, "firm"),
        (Shade::Possible, "possible only"),
        (Shade::Double, "double"),
    ];
    let mut out = String::new();
    let mut x = LABELS;
    for (shade, means) in all {
        let fill = fill(shade).unwrap_or("#fff");
        out.push_str(&format!(
            "<rect x=\"{x}\" y=\"{}\" width=\"22\" height=\"12\" fill=\"{fill}\" \
             stroke=\"#003a70\" stroke-width=\".6\"/><text x=\"{}\" y=\"{y}\" \
             font-size=\"12\">{means}</text>\n",
            y - 10,
            x + 28
        ));
        x += 120;
    }
    out.push_str(&format!(
        "<text x=\"{x}\" y=\"{y}\" font-size=\"12\">blank: none</text>\n"
    ));
    out
}

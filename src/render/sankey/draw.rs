//! Boxes, ribbons, labels and the key of a picture, once it is known where they stand. Every colour
//! is an attribute for those who know no style sheet, and a variable for those who do.

use super::escaped;
use super::place::{BOX, Boxed, HEAD, KEY, Placed};
use crate::report::{Sankey, Station, Tone};
use crate::value::Money;

/// A colour: its name, by day, by night.
type Colour = (&'static str, &'static str, &'static str);

const INK: Colour = ("ink", "#1d2733", "#e8edf2");
const SOFT: Colour = ("soft", "#425563", "#aebbc6");
const PAPER: Colour = ("paper", "#ffffff", "#14191f");
const BOXES: Colour = ("box", "#34495c", "#b8c6d2");
const BEYOND: Colour = ("beyond", "#a3123a", "#ff8fa8");
const LEFT: Colour = ("left", "#00694b", "#6fd3ad");
const OTHER: Colour = ("other", "#8794a0", "#7c8a97");
/// Ribbons of pools.
const POOL: Colour = ("pool", "#d3d9de", "#3f4a55");
/// Ribbons of payers, in turn.
const PAYERS: [Colour; 4] = [
    ("payer0", "#a9b9cb", "#5a7086"),
    ("payer1", "#cdc3ae", "#7d735c"),
    ("payer2", "#bccbbb", "#647763"),
    ("payer3", "#cbb9c8", "#7a6577"),
];
/// Ribbons by arrangement, in turn.
const KEYS: [Colour; 8] = [
    ("key0", "#7fa8d1", "#3a6fa3"),
    ("key1", "#efb56c", "#a8722a"),
    ("key2", "#9ccb8b", "#4d8240"),
    ("key3", "#d99bb5", "#96506f"),
    ("key4", "#b6a5d8", "#6a5799"),
    ("key5", "#86cfcb", "#37817d"),
    ("key6", "#d8cf7e", "#857c2c"),
    ("key7", "#c9b8a8", "#77695c"),
];

fn all() -> impl Iterator<Item = Colour> {
    let few = [INK, SOFT, PAPER, BOXES, BEYOND, LEFT, OTHER, POOL];
    few.into_iter().chain(PAYERS).chain(KEYS)
}

/// Colours as variables, by day and by night, for this picture alone.
pub(super) fn style(id: &str) -> String {
    let day: String = all()
        .map(|(name, day, _)| format!("--jc-{name}:{day};"))
        .collect();
    let night: String = all()
        .map(|(name, _, night)| format!("--jc-{name}:{night};"))
        .collect();
    let fills: String = all()
        .map(|(name, day, _)| format!("#{id} .{name}{{fill:var(--jc-{name},{day})}}\n"))
        .collect();
    let paper = PAPER.1;
    format!(
        "<style>\n#{id}{{{day}}}\n@media screen and (prefers-color-scheme:dark){{#{id}{{{night}}}}}\n{fills}\
         #{id} .edge{{stroke:var(--jc-paper,{paper})}}\n</style>\n"
    )
}

/// An attribute and a class for a colour.
fn fill((name, day, _): Colour) -> String {
    format!("class=\"{name}\" fill=\"{day}\"")
}

/// Tenths as pixels.
fn px(tenths: i64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!(
            "{}{}.{}",
            if tenths < 0 { "-" } else { "" },
            tenths.abs() / 10,
            rest.abs()
        ),
    }
}

/// Everything but the frame.
pub(super) fn drawn(sankey: &Sankey, placed: &Placed, id: &str) -> String {
    let (width, height) = (px(placed.width), px(placed.height));
    let mut out = format!(
        "<defs><pattern id=\"{id}-planned\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"2\" height=\"6\" {}/></pattern></defs>\n\
         <rect width=\"{width}\" height=\"{height}\" {}/>\n\
         <text x=\"8\" y=\"20\" font-size=\"15\" font-weight=\"600\" {}>{}</text>\n",
        fill(OTHER),
        fill(PAPER),
        fill(INK),
        escaped(&sankey.title)
    );
    out.push_str(&heads(sankey, placed));
    for i in 0..sankey.ribbons.len() {
        out.push_str(&ribbon(sankey, placed, i, id));
    }
    for (station, boxed) in sankey.stations.iter().zip(&placed.boxes) {
        out.push_str(&station_of(station, *boxed));
    }
    // Labels last, so that no ribbon lies over one, each with an edge of the paper's colour.
    out.push_str(&format!(
        "<g class=\"edge\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\">\n",
        PAPER.1
    ));
    for (station, boxed) in sankey.stations.iter().zip(&placed.boxes) {
        out.push_str(&label(station, *boxed));
    }
    out.push_str("</g>\n");
    out.push_str(&key(sankey, placed, id));
    out
}

fn heads(sankey: &Sankey, placed: &Placed) -> String {
    let mut out = String::new();
    for (column, head) in sankey.heads.iter().enumerate() {
        let of =
            |(station, boxed): (&Station, &Boxed)| (station.column == column).then_some(boxed.x);
        let Some(x) = sankey.stations.iter().zip(&placed.boxes).find_map(of) else {
            continue;
        };
        let (x, anchor) = match column {
            0 => (x + BOX, "end"),
            _ => (x, "start"),
        };
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" {}>{head}</text>\n",
            px(x),
            px(HEAD - 200),
            fill(SOFT)
        ));
    }
    out
}

fn ribbon(sankey: &Sankey, placed: &Placed, i: usize, id: &str) -> String {
    let (one, laid) = (&sankey.ribbons[i], placed.ribbons[i]);
    let (from, to) = (&sankey.stations[one.from], &sankey.stations[one.to]);
    let (left, right) = (placed.boxes[one.from].x + BOX, placed.boxes[one.to].x);
    let middle = (left + right) / 2;
    let (a, b) = (laid.from + laid.thick, laid.to + laid.thick);
    let colour = match (one.planned, one.shade) {
        (true, _) => format!("fill=\"url(#{id}-planned)\""),
        (false, Some(shade)) => format!("{} fill-opacity=\".75\"", fill(KEYS[shade % KEYS.len()])),
        (false, None) if from.tone == Tone::Beyond => {
            format!("{} fill-opacity=\".35\"", fill(BEYOND))
        }
        (false, None) if from.column == 0 => {
            format!(
                "{} fill-opacity=\".75\"",
                fill(PAYERS[payer(sankey, from) % PAYERS.len()])
            )
        }
        (false, None) => format!("{} fill-opacity=\".75\"", fill(POOL)),
    };
    let said = match one.said.is_empty() {
        true => String::new(),
        false => format!(" ({})", one.said),
    };
    let words = format!("{} → {}: {}{said}", from.full(), to.full(), one.amount);
    format!(
        "<path d=\"M{x0} {y0}C{m} {y0} {m} {y1} {x1} {y1}V{y2}C{m} {y2} {m} {y3} {x0} {y3}Z\" \
         {colour}><title>{words}</title></path>\n",
        x0 = px(left),
        x1 = px(right),
        m = px(middle),
        y0 = px(laid.from),
        y1 = px(laid.to),
        y2 = px(b),
        y3 = px(a),
        words = escaped(&words)
    )
}

/// Which of the payers a box is of, in the order they stand.
fn payer(sankey: &Sankey, station: &Station) -> usize {
    let mut groups: Vec<&str> = Vec::new();
    for one in sankey.stations.iter().filter(|s| s.column == 0) {
        if !groups.contains(&one.group.as_str()) {
            groups.push(&one.group);
        }
    }
    let own = groups.iter().position(|g| *g == station.group);
    own.unwrap_or(0)
}

fn station_of(station: &Station, boxed: Boxed) -> String {
    let colour = match station.tone {
        Tone::Plain => BOXES,
        Tone::Left => LEFT,
        Tone::Beyond => BEYOND,
        Tone::Other => OTHER,
    };
    let note = match station.note.is_empty() {
        true => String::new(),
        false => format!(" ({})", station.note),
    };
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}><title>{}</title></rect>\n",
        px(boxed.x),
        px(boxed.y),
        px(BOX),
        px(boxed.height),
        fill(colour),
        escaped(&format!("{}: {}{note}", station.full(), station.amount))
    )
}

/// Room beside a box of each column, in tenths of a pixel.
const ROOM: [i64; 4] = [2150, 2330, 2430, 2200];

fn label(station: &Station, boxed: Boxed) -> String {
    let room = ROOM[station.column.min(ROOM.len() - 1)];
    let (x, anchor) = match station.column {
        0 => (boxed.x - 70, "end"),
        _ => (boxed.x + BOX + 70, "start"),
    };
    let colour = match station.tone {
        Tone::Left => LEFT,
        Tone::Beyond => BEYOND,
        _ => INK,
    };
    let amount = pounds(station.amount);
    let second = match station.note.is_empty() {
        true => amount,
        // Its letters are lighter than those of the name.
        false => cut(&format!("{amount} · {}", station.note), room * 11 / 10),
    };
    let mut out = String::new();
    if let Some(y) = boxed.headed {
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"13\" font-weight=\"700\" {}>{}</text>\n",
            px(boxed.x + BOX),
            px(y),
            fill(SOFT),
            escaped(&cut(&station.group, room))
        ));
    }
    out.push_str(&format!(
        "<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" font-weight=\"600\" {ink}>{}</text>\
         <text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" {ink}>{}</text>\n",
        px(boxed.middle() - 20),
        escaped(&cut(&station.name, room)),
        px(boxed.middle() + 120),
        escaped(&second),
        x = px(x),
        ink = fill(colour)
    ));
    out
}

/// Whole pounds, half away from nil; less than a pound as it is.
fn pounds(amount: Money) -> String {
    let pence = amount.pence();
    if pence.abs() < 100 {
        return amount.to_string();
    }
    let pounds = (pence.abs() + 50) / 100 * pence.signum();
    let whole = Money::from_pence(pounds * 100).to_string();
    whole.strip_suffix(".00").unwrap_or(&whole).to_owned()
}

/// How wide a letter is in bold, in tenths of a pixel: a guess that is rather too wide.
fn wide(letter: char) -> i64 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | ' ' | '.' | ',' | ':' | '\'' | '-' => 46,
        'm' | 'w' | 'M' | 'W' | '…' | '@' => 120,
        'A'..='Z' => 92,
        c if c >= '\u{1100}' => 130,
        _ => 78,
    }
}

/// A name no wider than this, cut after a word where one ends late enough.
fn cut(name: &str, room: i64) -> String {
    if name.chars().map(wide).sum::<i64>() <= room {
        return name.to_owned();
    }
    let mut left = room - wide('…');
    let mut kept = String::new();
    for c in name.chars() {
        left -= wide(c);
        if left < 0 {
            break;
        }
        kept.push(c);
    }
    let whole = kept.rfind(' ').filter(|at| *at * 2 > kept.len());
    kept.truncate(whole.unwrap_or(kept.len()));
    format!("{}…", kept.trim_end_matches([' ', ',', ':', '-', '·']))
}

/// Entries of the key: a colour, or planned; and words.
fn entries(sankey: &Sankey) -> Vec<(Option<Colour>, String)> {
    let mut all: Vec<(Option<Colour>, String)> = Vec::new();
    for (i, words) in sankey.key.iter().enumerate() {
        all.push((Some(KEYS[i % KEYS.len()]), words.clone()));
    }
    if sankey.ribbons.iter().any(|r| r.planned) {
        all.push((None, "planned, and not in the ledger".to_owned()));
    }
    all
}

/// Where each entry of the key stands: its line, and how far in.
fn key_places(sankey: &Sankey) -> Vec<(usize, i64)> {
    let (mut line, mut x) = (0, 0);
    let mut places = Vec::new();
    for (_, words) in entries(sankey) {
        let wide = 420 + words.chars().map(wide).sum::<i64>().min(2800);
        if x > 0 && x + wide > 10400 {
            line += 1;
            x = 0;
        }
        places.push((line, x));
        x += wide;
    }
    places
}

/// How many lines the key has, those on amounts and on what is not drawn among them.
pub(super) fn key_lines(sankey: &Sankey) -> usize {
    let last = key_places(sankey).last().map_or(0, |(line, _)| line + 1);
    last + 1 + usize::from(!sankey.not_drawn.is_empty())
}

fn key(sankey: &Sankey, placed: &Placed, id: &str) -> String {
    let mut out = String::new();
    let mut foot = placed.foot + 120;
    if !sankey.key.is_empty() {
        out.push_str(&format!(
            "<text x=\"8\" y=\"{}\" {}>How they are paid:</text>\n",
            px(foot),
            fill(SOFT)
        ));
    }
    for ((colour, words), (line, x)) in entries(sankey).into_iter().zip(key_places(sankey)) {
        let y = placed.foot + 120 + i64::try_from(line).unwrap_or(0) * KEY;
        foot = y + KEY;
        let colour = match colour {
            Some(colour) => fill(colour),
            None => format!("fill=\"url(#{id}-planned)\""),
        };
        let x = 1300 + x;
        out.push_str(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"22\" height=\"12\" {colour}/>\
             <text x=\"{}\" y=\"{}\" {}>{}</text>\n",
            px(x),
            px(y - 100),
            px(x + 280),
            px(y),
            fill(INK),
            escaped(&cut(&words, 2800))
        ));
    }
    out.push_str(&format!(
        "<text x=\"8\" y=\"{}\" {}>Amounts beside the boxes are in whole pounds; each box and ribbon holds its own to the penny.</text>\n",
        px(foot),
        fill(SOFT)
    ));
    if !sankey.not_drawn.is_empty() {
        out.push_str(&format!(
            "<text x=\"8\" y=\"{}\" {}>{}</text>\n",
            px(foot + KEY),
            fill(BEYOND),
            escaped(&sankey.not_drawn)
        ));
    }
    out
}

//! A picture of flows as SVG: boxes in columns, ribbons as thick as their amounts. Lengths are tenths
//! of a pixel, whole numbers throughout.

mod draw;
mod place;

use super::html::escaped;
use crate::report::Sankey;
use draw::drawn;
use place::Placed;

/// Between two pictures of one file.
const GAP: i64 = 300;

/// A picture by itself is as wide as its page lets it be.
const ALONE: &str = "style=\"max-width:100%;min-width:46rem;height:auto\"";

/// Every picture, one below the other, as one file; none if there is none.
pub(super) fn file(sankeys: &[&Sankey]) -> Option<String> {
    let placed: Vec<(&Sankey, Placed)> = sankeys.iter().map(|s| (*s, Placed::of(s))).collect();
    let wide = placed.iter().map(|(_, p)| p.width).max()?;
    let tall: i64 = placed.iter().map(|(_, p)| p.height + GAP).sum::<i64>() - GAP;
    if let [(sankey, placed)] = placed.as_slice() {
        return Some(framed(sankey, placed, "flow-1", ALONE));
    }
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\">\n",
        wide / 10,
        tall / 10,
        wide / 10,
        tall / 10
    );
    let mut top = 0;
    for (i, (sankey, placed)) in placed.iter().enumerate() {
        let id = format!("flow-{}", i + 1);
        // An inner picture stands where it is told to, and is as large as it is.
        let place = format!("y=\"{}\"", top / 10);
        out.push_str(&framed(sankey, placed, &id, &place));
        top += placed.height + GAP;
    }
    out.push_str("</svg>\n");
    Some(out)
}

/// One picture within a page; the number tells its names from those of other pictures there.
pub(super) fn inline(sankey: &Sankey, number: usize) -> String {
    framed(
        sankey,
        &Placed::of(sankey),
        &format!("flow-{number}"),
        ALONE,
    )
}

fn framed(sankey: &Sankey, placed: &Placed, id: &str, place: &str) -> String {
    let (width, height) = (placed.width / 10, placed.height / 10);
    let said = match sankey.not_drawn.is_empty() {
        true => sankey.said.clone(),
        false => format!("{} {}", sankey.said, sankey.not_drawn),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" {place} \
         font-family=\"system-ui,'Segoe UI',Arial,sans-serif\" font-size=\"12\" fill=\"#1d2733\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{}{}</svg>\n",
        escaped(&sankey.title),
        escaped(&said),
        draw::style(id),
        drawn(sankey, placed, id)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Ribbon, Station, Tone};
    use crate::value::Money;

    fn station(column: usize, name: &str, pence: i128) -> Station {
        Station {
            column,
            group: String::new(),
            name: name.to_owned(),
            note: String::new(),
            amount: Money::from_pence(pence),
            tone: Tone::Plain,
        }
    }

    fn ribbon(from: usize, to: usize, pence: i128) -> Ribbon {
        Ribbon {
            from,
            to,
            amount: Money::from_pence(pence),
            shade: None,
            planned: false,
            said: String::new(),
        }
    }

    fn many(boxes: usize) -> Sankey {
        let mut stations = vec![station(0, "Payer", 100)];
        let mut ribbons = Vec::new();
        for i in 1..=boxes {
            stations.push(station(
                1,
                &format!("<Box> \"{i}\" {}", "long ".repeat(40)),
                1,
            ));
            ribbons.push(ribbon(0, i, 1));
        }
        Sankey {
            title: "Flows".to_owned(),
            said: "What flows.".to_owned(),
            not_drawn: "1 link of £1.00 is not drawn.".to_owned(),
            heads: vec!["From", "To"],
            stations,
            ribbons,
            key: Vec::new(),
        }
    }

    #[test]
    fn labels_of_a_column_do_not_overlap() {
        let placed = Placed::of(&many(40));
        let mut middles: Vec<i64> = placed.boxes[1..].iter().map(|b| b.middle()).collect();
        middles.sort_unstable();
        // Two lines of twelve pixels each.
        assert!(middles.windows(2).all(|pair| pair[1] - pair[0] >= 280));
        assert!(middles.last().copied().unwrap_or(0) + 150 < placed.height);
    }

    #[test]
    fn a_picture_is_sound_xml_whatever_names_it_has() {
        let sankey = many(3);
        let file = file(&[&sankey, &sankey]).unwrap_or_default();
        let xml = roxmltree::Document::parse(&file).map(|_| ());
        assert_eq!(xml, Ok(()));
        assert!(file.contains("id=\"flow-2-title\""));
        assert!(!file.contains("<Box>"));
    }
}

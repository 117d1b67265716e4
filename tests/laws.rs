//! Laws of money, of dividing it, and of reading anything at all: held for any input.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use jcplan::source::{Sources, decode, yaml};
use jcplan::value::{
    Day, FinancialYear, Money, Number, Percent, Period, percent_weights, read_date, split, twelfths,
};
use proptest::prelude::*;
use std::ops::ControlFlow;

fn pence(amount: i128) -> Money {
    Money::from_pence(amount)
}

fn weights() -> impl Strategy<Value = Vec<i128>> {
    prop::collection::vec(0..=1_000_000_000_000_i128, 1..8)
        .prop_filter("not all nil", |w| w.iter().any(|x| *x > 0))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_add_up_to_the_amount(amount in -10_i128.pow(16)..10_i128.pow(16), w in weights()) {
        let parts = split(pence(amount), &w).unwrap();
        prop_assert_eq!(parts.iter().copied().sum::<Money>(), pence(amount));
        prop_assert_eq!(parts.len(), w.len());
    }

    /// Months from any to any of a year's amount divide again into the same months.
    #[test]
    fn months_make_the_year_and_odd_pennies_come_first(amount in 0..10_i128.pow(16), first in 0..12_usize, many in 1..13_usize) {
        let months = twelfths(pence(amount));
        prop_assert_eq!(months.iter().copied().sum::<Money>(), pence(amount));
        prop_assert!(months.windows(2).all(|pair| pair[0] >= pair[1]));
        let part = &months[first..(first + many).min(12)];
        let again = split(part.iter().copied().sum(), &vec![1; part.len()]).unwrap();
        prop_assert_eq!(part.to_vec(), again);
    }

    #[test]
    fn a_number_is_read_back_as_it_is_shown(text in "[-−]?[0-9,]{1,9}(\\.[0-9]{0,7})? ?%?") {
        if let Some(number) = Number::parse(&text) {
            prop_assert_eq!(Number::parse(&number.to_string()), Some(number), "{}", text);
        }
    }

    #[test]
    fn a_gain_divides_as_its_loss_does(amount in 0..10_i128.pow(16), w in weights()) {
        let loss = split(pence(amount), &w).unwrap();
        let gain = split(pence(-amount), &w).unwrap();
        let turned: Vec<Money> = gain.into_iter().map(|m| -m).collect();
        prop_assert_eq!(loss, turned);
    }

    #[test]
    fn nobody_is_a_whole_penny_from_the_exact_share(amount in 0..10_i128.pow(14), w in weights()) {
        let total: i128 = w.iter().sum();
        for (part, weight) in split(pence(amount), &w).unwrap().iter().zip(&w) {
            let gap = part.pence() * total - amount * weight;
            prop_assert!(gap.abs() < total, "{} of {} by {:?}", part, amount, w);
        }
    }

    #[test]
    fn a_nil_weight_takes_nothing(amount in 1..10_i128.pow(14), w in weights()) {
        for (part, weight) in split(pence(amount), &w).unwrap().iter().zip(&w) {
            prop_assert!(*weight > 0 || part.is_nil());
        }
    }

    /// Where no two remainders tie, the order of the weights decides nothing: each keeps its part.
    /// Where some tie, only those may change places, by a penny.
    #[test]
    fn order_decides_ties_alone(amount in 0..10_i128.pow(14), w in weights(), turn in 0..8_usize) {
        let total: i128 = w.iter().sum();
        let mut places: Vec<usize> = (0..w.len()).collect();
        places.rotate_left(turn % w.len());
        places.reverse();
        let moved: Vec<i128> = places.iter().map(|i| w[*i]).collect();
        let (parts, others) = (split(pence(amount), &w).unwrap(), split(pence(amount), &moved).unwrap());
        let left = |i: usize| amount * w[i] % total;
        for (place, i) in places.iter().enumerate() {
            let tied = (0..w.len()).any(|j| j != *i && left(j) == left(*i) && left(j) != 0);
            let gap = (others[place].pence() - parts[*i].pence()).abs();
            prop_assert!(gap <= i128::from(tied), "{} by {:?}", amount, w);
        }
    }

    #[test]
    fn weights_of_another_scale_divide_alike(amount in -10_i128.pow(12)..10_i128.pow(12), w in weights(), k in 1..1000_i128) {
        let scaled: Vec<i128> = w.iter().map(|x| x * k).collect();
        prop_assert_eq!(split(pence(amount), &w).unwrap(), split(pence(amount), &scaled).unwrap());
    }

    #[test]
    fn money_reads_back_as_it_was_printed(amount in -10_i128.pow(17)..10_i128.pow(17)) {
        let money = pence(amount);
        prop_assert_eq!(Money::parse(&money.to_string()), Ok(money));
        prop_assert_eq!(Money::parse(&money.plain()), Ok(money));
        prop_assert_eq!(Money::parse(&format!("({})", money.size().plain())), Ok(-money.size()));
    }

    #[test]
    fn per_cents_that_make_a_hundred_divide_whole(amount in 0..10_i128.pow(12), cut in 0..=100_u32) {
        let shares = [Percent::from_whole(cut), Percent::from_whole(100 - cut)];
        let parts = split(pence(amount), &percent_weights(&shares)).unwrap();
        let wanted = shares[0].of(pence(amount));
        // Two parts: the first is the exact share to the nearest penny, an exact half to it.
        prop_assert!((parts[0].pence() - wanted.half_away().pence()).abs() <= 1);
    }

    #[test]
    fn days_read_back_and_years_hold_them(days in 0..40_000_i32) {
        let day = Day::parse("1990-04-01").unwrap().plus(days);
        prop_assert_eq!(Day::parse(&day.to_string()), Ok(day));
        prop_assert_eq!(Day::parse(&day.long()), Ok(day));
        let year = FinancialYear::of(day);
        prop_assert!(year.first_day() <= day && day <= year.last_day());
        prop_assert_eq!(FinancialYear::parse(&year.to_string()), Some(year));
    }

    #[test]
    fn no_text_stops_the_readers_of_values(text in "\\PC{0,24}") {
        let _ = Money::parse(&text);
        let _ = read_date(&text);
        let _ = Percent::parse(&text);
        let _ = Period::parse(&text);
    }

    #[test]
    fn no_likely_amount_stops_the_reader(text in "[-+(£]{0,2}[0-9,.]{0,24}[kmKM)%-]{0,2}") {
        let _ = Money::parse(&text);
        let _ = Percent::parse(&text);
    }

    #[test]
    fn no_bytes_stop_the_readers_of_files(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_anything(&bytes);
    }

    #[test]
    fn no_likely_file_stops_the_readers(text in "[ a-z0-9:#{},\"'\\[\\]\n\r\t£|>*&!%@-]{0,300}") {
        read_anything(text.as_bytes());
    }
}

/// Reads bytes as YAML and as CSV; every place it points at lies inside the text.
fn read_anything(bytes: &[u8]) {
    let Ok((text, _)) = decode(bytes) else {
        return;
    };
    let mut sources = Sources::default();
    let file = sources.add("any.yaml", text.as_ref());
    let (_, slips) = yaml::read(file, &text);
    for slip in slips {
        let place = sources.place(slip.at);
        assert!(place.line >= 1 && place.column >= 1 && place.end_line >= place.line);
        sources.lines_around(slip.at);
    }
    let mut last = 0;
    let read = jcplan::source::for_each_row(&mut text.as_bytes(), &mut |row| {
        assert!(
            row.line > last || row.line == last && last > 0,
            "lines never go back"
        );
        last = row.line;
        let spans = jcplan::source::cell_spans(row.raw);
        assert_eq!(
            spans.len(),
            row.cells.len(),
            "{:?}",
            String::from_utf8_lossy(row.raw)
        );
        for (span, cell) in spans.iter().zip(row.cells.iter()) {
            let raw = &row.raw[span.clone()];
            // Quoted cells may differ by what their marks stood for.
            let quoted = span.start > 0 && row.raw[span.start - 1] == b'"';
            assert!(quoted || raw == cell, "{raw:?} {cell:?}");
        }
        ControlFlow::Continue(())
    });
    assert!(read.is_ok());
}

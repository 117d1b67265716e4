//! Notice of break clauses and decisions on extensions that come up within the horizon, or whose
//! day has gone by while the contract can still be left as it is.

use super::acting::{Decision, deadlines};
use super::opportunity::{Asked, Chance, Found, Why};

pub(super) fn ask(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    let (today, horizon) = (asked.question.as_at, asked.question.horizon());
    for position in &asked.live {
        let mut any = false;
        for deadline in deadlines(asked.book, *position, asked.question) {
            let falls = match deadline.decision {
                Decision::Break(day) | Decision::Extension(day, _) => day,
                // What simply ends is told among the ends of cover.
                Decision::Letting(_) => continue,
            };
            any = true;
            if deadline.by > horizon || falls < today {
                continue;
            }
            let why = Why::Decide(deadline.decision, deadline.notice_stated);
            let mut one = asked.of(Chance::Decision, vec![*position], why);
            one.act_by = Some(deadline.by);
            found.all.push(one);
        }
        found.asked += usize::from(any);
    }
    found
}

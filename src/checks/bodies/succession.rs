//! Who follows whom, by what the partners of a file say of one another.

use crate::model::{Partner, Partnership};
use crate::seeds;
use crate::source::Spanned;
use crate::value::folded;

/// Does a text name this partner, by its id, its code or its name?
pub(super) fn names(text: &str, partner: &Partner) -> bool {
    if text == partner.id.value.as_str() {
        return true;
    }
    let code = partner.code.value();
    let same_code = code.is_some_and(|code| {
        let known = |code: &str| seeds::life(code).map(|life| life.code);
        code.trim().eq_ignore_ascii_case(text.trim())
            || known(text).is_some_and(|own| known(code) == Some(own))
    });
    let same_name = |name: &String| folded(name) == folded(text);
    same_code || partner.name.value().is_some_and(same_name)
}

/// Does the one follow the other, by either's own word?
fn follows(next: &Partner, before: &Partner) -> bool {
    let named =
        |list: &[Spanned<String>], body: &Partner| list.iter().any(|t| names(&t.value, body));
    next.id != before.id && (named(&next.successor_of, before) || named(&before.successor, next))
}

/// The first of the partners that follows this one.
pub(super) fn follower<'a>(plan: &'a Partnership, partner: &Partner) -> Option<&'a Partner> {
    plan.partners.iter().find(|next| follows(next, partner))
}

/// Does this partner follow another that is listed? It is then bound by what that one signed.
pub(in crate::checks) fn follows_a_partner(plan: &Partnership, partner: &Partner) -> bool {
    follows_one(plan, partner, |_| true)
}

/// Does this partner follow one that is listed and of which this holds?
pub(in crate::checks) fn follows_one(
    plan: &Partnership,
    partner: &Partner,
    holds: impl Fn(&Partner) -> bool,
) -> bool {
    let mut others = plan.partners.iter();
    others.any(|before| follows(partner, before) && holds(before))
}

/// Who a partner says follows it; nobody follows himself.
pub(super) fn heir_named(partner: &Partner) -> Option<&Spanned<String>> {
    let mut named = partner.successor.iter();
    named.find(|text| !names(&text.value, partner))
}

//! Partners and providers: who takes part, and who is paid.

use super::fields::{Fields, entry_id, items_of, text_of};
use super::partnership::list_or_lost;
use super::scalar::Reading;
use super::twice;
use crate::model::{Consent, Field, Partner, PartnerKind, Partnership, Provider, TwiceWhat};
use crate::source::Spanned;
use crate::source::yaml::{Node, Shape};
use crate::value::folded;

/// Partners and providers. While a partner is defined twice, or a provider has its id, no amount can be
/// divided.
pub(super) fn read(fields: &mut Fields<'_>, plan: &mut Partnership, reading: &mut Reading<'_>) {
    let lost = &mut plan.lost_partners;
    let partners = list_or_lost(fields, "partners", lost, reading, partner);
    let (twice, lost) = (&mut plan.twice, &mut plan.lost_providers);
    let before = twice.len();
    plan.partners = twice::noted(
        partners,
        (TwiceWhat::Partner, |p: &Partner| &p.id),
        twice,
        reading,
    );
    plan.lost_partners
        .extend(twice[before..].iter().map(|twice| twice.at));
    let providers = list_or_lost(fields, "providers", lost, reading, provider);
    plan.providers = twice::noted(
        providers,
        (TwiceWhat::Provider, |p: &Provider| &p.id),
        twice,
        reading,
    );
    for provider in &plan.providers {
        let same = |partner: &&Partner| partner.id.value == provider.id.value;
        if let Some(partner) = plan.partners.iter().find(same) {
            // A check tells it; here it is kept, for either may stand where money is divided.
            let (all, first) = (&mut plan.twice, partner.id.at);
            twice::note(all, TwiceWhat::Party, &provider.id, first);
            plan.lost_partners.push(first);
        }
    }
}

/// Bodies by id, code or name: a list, or one alone.
fn bodies_of(node: Option<&Node>, reading: &mut Reading<'_>) -> Vec<Spanned<String>> {
    let Some(node) = node else {
        return Vec::new();
    };
    let items = match &node.shape {
        Shape::Text(_) => std::slice::from_ref(node),
        _ => items_of(node, reading),
    };
    items
        .iter()
        .filter_map(|item| Some(Spanned::new(text_of(item, reading)?.to_owned(), item.at)))
        .collect()
}

fn partner(node: &Node, reading: &mut Reading<'_>) -> Option<Partner> {
    let mut fields = Fields::of(node, "a partner", reading)?;
    let id = entry_id(&mut fields, reading);
    let partner = id.map(|id| Partner {
        id,
        name: fields.text("name", reading),
        kind: Field::Absent,
        kind_word: fields.text("kind", reading),
        code: fields.text("code", reading),
        from: fields.day("from", reading),
        until: fields.day("until", reading),
        successor_of: bodies_of(fields.node("successor_of"), reading),
        successor: bodies_of(fields.node("successor"), reading),
        transfer_date: fields.day("transfer_date", reading),
        consents: consents(&mut fields, reading),
        at: node.at,
    });
    let partner = partner.map(with_kind);
    if partner.is_some() {
        fields.require(&["kind"], reading);
        fields.finish(reading);
    }
    partner
}

fn consents(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Consent> {
    let mut all = Vec::new();
    for item in fields.items("consents", reading) {
        let Some(mut entry) = Fields::of(item, "a consent", reading) else {
            continue;
        };
        all.push(Consent {
            by: entry.id("by", reading),
            on: entry.day("on", reading),
            at: item.at,
        });
        entry.require(&["by"], reading);
        entry.finish(reading);
    }
    all
}

/// A word that is no kind of partner is not told here: that the body may not be one is.
fn with_kind(mut partner: Partner) -> Partner {
    if let Field::Given(word) = &partner.kind_word {
        let wanted = folded(&word.value);
        let known = PartnerKind::WORDS.iter().find(|(name, _)| *name == wanted);
        partner.kind = match known {
            Some((_, kind)) => Field::Given(Spanned::new(*kind, word.at)),
            None => Field::Unreadable(word.at),
        };
    }
    partner
}

fn provider(node: &Node, reading: &mut Reading<'_>) -> Option<Provider> {
    let mut fields = Fields::of(node, "a provider", reading)?;
    let id = entry_id(&mut fields, reading)?;
    let name = fields.text("name", reading);
    let also = fields
        .items("also", reading)
        .iter()
        .filter_map(|item| text_of(item, reading).map(str::to_owned))
        .collect();
    fields.node("kind");
    fields.node("code");
    fields.finish(reading);
    Some(Provider { id, name, also })
}

//! Waivers over findings: which finding each covers, and what is amiss with the waiver itself.

use super::names::Names;
use super::{
    WAIVER_EXPIRED, WAIVER_MATCHES_NOTHING, WAIVER_NOT_POSSIBLE, WAIVER_WITHOUT_END,
    WAIVER_WITHOUT_OWNER, WAIVER_WITHOUT_PLACE, WAIVER_WITHOUT_REASON, is_of_waivers,
};
use crate::checks;
use crate::finding::{
    Case, Check, Finding, Findings, Regraded, Severity, SpeaksFor, WAIVERS_FILE, WaivedBy, Waiver,
};
use crate::load;
use crate::source::Span;
use crate::value::nearest;

/// Every finding, those about the waivers among them, each marked with the waiver that covers it
/// and with what graded it otherwise. `grades` overrule the waivers' own. Nothing is left out.
pub fn waive(
    found: Findings,
    waivers: &[Waiver],
    grades: &[(&'static str, Severity)],
    case: &Case<'_>,
) -> Vec<Finding> {
    let mut all = found.into_sorted(case.sources);
    let mut names = Names::of(case);
    let mut out = Findings::default();
    for waiver in waivers.iter().filter(|w| w.sound) {
        if !is_possible(waiver, &mut out) {
            continue;
        }
        let covered: Vec<usize> = (0..all.len())
            .filter(|i| covers(waiver, &all[*i], &mut names, case))
            .collect();
        if holds(waiver, !covered.is_empty(), case, &mut out) {
            for i in &covered {
                mark(waiver, &mut all[*i]);
            }
        }
        if covered.is_empty() {
            out.extend(matches_nothing(waiver, &all, case));
        }
    }
    out.extend(all);
    let mut all = out.into_sorted(case.sources);
    for finding in &mut all {
        let last = grades
            .iter()
            .rev()
            .find(|(name, _)| *name == finding.check.name);
        if let Some((_, severity)) = last {
            regrade(finding, *severity, None);
        }
    }
    all
}

fn covers(waiver: &Waiver, finding: &Finding, names: &mut Names<'_>, case: &Case<'_>) -> bool {
    let file = case.sources.name(finding.at.file);
    waiver.finding.value == finding.check.name
        && file != WAIVERS_FILE
        && waiver
            .file
            .as_ref()
            .is_none_or(|wanted| wanted.value == file)
        && waiver
            .id
            .as_ref()
            .is_none_or(|id| names.has(finding, &id.value))
}

/// The first waiver that covers a finding is the one that counts, and the first that grades it.
fn mark(waiver: &Waiver, finding: &mut Finding) {
    if let Some(grade) = waiver.grade {
        if finding.regraded.is_none() {
            regrade(finding, grade, Some(waiver.at));
        }
    } else if let (None, Some(reason), Some(by), Some(until)) =
        (&finding.waived, &waiver.reason, &waiver.by, &waiver.until)
    {
        finding.waived = Some(Box::new(WaivedBy {
            at: waiver.at,
            reason: reason.value.trim().to_owned(),
            by: by.value.trim().to_owned(),
            until: until.value,
        }));
    }
}

fn regrade(finding: &mut Finding, severity: Severity, by: Option<Span>) {
    let from = finding.regraded.map_or(finding.severity, |r| r.from);
    finding.severity = severity;
    finding.regraded = (from != severity).then_some(Regraded { from, by });
}

/// Is there such a check, and may it be waived?
fn is_possible(waiver: &Waiver, out: &mut Findings) -> bool {
    let name = waiver.finding.value.as_str();
    let (message, help) = match checks::all().find(|check| check.name == name) {
        Some(check) if is_of_waivers(check) => (
            format!("`{name}` cannot be waived or graded here"),
            "put the waiver right that it is told of, or take that one out".to_owned(),
        ),
        Some(_) => return true,
        None => (
            format!("there is no check `{name}` to waive"),
            match nearest(name, checks::all().map(|check| check.name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`jcplan list checks` names them all".to_owned(),
            },
        ),
    };
    out.push(Finding::new(&WAIVER_NOT_POSSIBLE, waiver.finding.at, message).help(help));
    false
}

/// Has the waiver all it needs, and has it not run out? What it lacks is told.
fn holds(waiver: &Waiver, covers_any: bool, case: &Case<'_>, out: &mut Findings) -> bool {
    let what = match waiver.grade {
        None => format!("this waiver of `{}`", waiver.finding.value),
        Some(_) => format!("this grading of `{}`", waiver.finding.value),
    };
    let waives = waiver.grade.is_none();
    let nowhere = waiver.file.is_none() && waiver.id.is_none();
    let lacks: [(bool, &'static Check, &str, &str); 4] = [
        (
            waiver.reason.is_none(),
            &WAIVER_WITHOUT_REASON,
            "gives no reason",
            "add why it is accepted: reason: …",
        ),
        (
            waiver.by.is_none(),
            &WAIVER_WITHOUT_OWNER,
            "has no owner",
            "add the post that answers for it: by: …",
        ),
        (
            waives && waiver.until.is_none(),
            &WAIVER_WITHOUT_END,
            "has no end",
            "add the last day it holds on: until: …",
        ),
        (
            waives && nowhere,
            &WAIVER_WITHOUT_PLACE,
            "names neither a file nor an entry",
            "add at: with the file, or id: with the name of the entry, or both",
        ),
    ];
    let mut holds = true;
    for (lacking, check, fact, help) in lacks {
        if lacking {
            holds = false;
            let finding = Finding::new(check, waiver.finding.at, format!("{what} {fact}"));
            out.push(finding.help(format!("{help}; until then it has no effect")));
        }
    }
    if let Some(until) = waiver.until.as_ref().filter(|u| u.value < case.as_at) {
        holds = false;
        let ago = checks::days(until.value.days_to(case.as_at) - 1);
        let message = format!("{what} ran until {}, {ago} ago", until.value.long());
        let help = if covers_any {
            "what it covered is told again: put that right, or renew the waiver"
        } else {
            "nothing is left for it to cover: take it out"
        };
        out.push(Finding::new(&WAIVER_EXPIRED, until.at, message).help(help));
    }
    holds
}

/// A waiver that covers no finding. One that has run out is told as that; one over everything says
/// what is thought of a check, and need not be needed today.
fn matches_nothing(waiver: &Waiver, all: &[Finding], case: &Case<'_>) -> Vec<Finding> {
    let name = waiver.finding.value.as_str();
    let place = waiver.id.as_ref().or(waiver.file.as_ref());
    let expired = waiver.until.as_ref().is_some_and(|u| u.value < case.as_at);
    let Some(place) = place.filter(|_| !expired) else {
        return Vec::new();
    };
    let file_of = |f: &Finding| case.sources.name(f.at.file);
    let same_file = |f: &&Finding| waiver.file.as_ref().is_none_or(|w| w.value == file_of(f));
    let of_check = || all.iter().filter(|f| f.check.name == name);
    // What it is about may stand in a file that is not read, or among those that are only counted.
    let unread = all.iter().any(|f| load::hides_others(f.check));
    if unread
        || of_check()
            .filter(same_file)
            .any(|f| f.speaks_for == SpeaksFor::Counted)
    {
        return Vec::new();
    }
    let files = case.plan.files.iter().map(|f| f.name.as_str());
    let wrong_file = waiver
        .file
        .as_ref()
        .filter(|file| !files.clone().any(|f| f == file.value));
    let told_at = of_check().find(same_file).or(of_check().next());
    let help = match (wrong_file, told_at) {
        (Some(file), _) => match nearest(&file.value, files) {
            Some(near) => format!("no file `{}` is read; did you mean `{near}`?", file.value),
            None => format!("no file `{}` is read in this folder", file.value),
        },
        (None, Some(other)) => {
            let at = case.sources.short(other.at);
            match other.speaks_for {
                SpeaksFor::Itself => format!("`{name}` is told at {at}"),
                _ => format!(
                    "`{name}` at {at} speaks for several: leave `id` out, or say what it names between backticks"
                ),
            }
        }
        (None, None) => format!("`{name}` is not told any more: take the waiver out"),
    };
    let message = format!("no `{name}` is told {}", where_of(waiver));
    vec![Finding::new(&WAIVER_MATCHES_NOTHING, place.at, message).help(help)]
}

/// `of C-0042 in contracts/council.csv`.
fn where_of(waiver: &Waiver) -> String {
    let id = waiver.id.as_ref().map(|id| format!("of `{}`", id.value));
    let file = waiver
        .file
        .as_ref()
        .map(|file| format!("in {}", file.value));
    id.into_iter().chain(file).collect::<Vec<_>>().join(" ")
}

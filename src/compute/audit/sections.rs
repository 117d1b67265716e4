//! The parts an audit can be asked for by themselves.

/// One part of an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Overlaps, handovers, contracts recorded twice, and what they come to.
    Overlaps,
    /// Cover month by month, breaks, ends of cover, unmet needs.
    Gaps,
    /// Opportunities, design principles, prices of a unit.
    Redesign,
    /// Payments and contracts.
    Money,
    /// Contracts taken for a service by their words, or for none.
    Services,
}

impl Section {
    /// Every part with its word, in the order they are told.
    pub const WORDS: &'static [(&'static str, Section)] = &[
        ("overlaps", Section::Overlaps),
        ("gaps", Section::Gaps),
        ("redesign", Section::Redesign),
        ("money", Section::Money),
        ("services", Section::Services),
    ];
}

/// The parts that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sections {
    has: [bool; Section::WORDS.len()],
}

impl Sections {
    /// All of them.
    pub const ALL: Sections = Sections {
        has: [true; Section::WORDS.len()],
    };

    /// These; of none, all.
    pub fn only(asked: &[Section]) -> Sections {
        if asked.is_empty() {
            return Sections::ALL;
        }
        let mut has = [false; Section::WORDS.len()];
        for section in asked {
            has[*section as usize] = true;
        }
        Sections { has }
    }

    /// The words of those asked for; none where all are.
    pub fn alone(self) -> Option<Vec<&'static str>> {
        let asked = Section::WORDS
            .iter()
            .filter(|(_, section)| self.has(*section));
        let words: Vec<&str> = asked.map(|(word, _)| *word).collect();
        (self != Sections::ALL).then_some(words)
    }

    /// Is this one asked for?
    pub fn has(self, section: Section) -> bool {
        self.has[section as usize]
    }
}

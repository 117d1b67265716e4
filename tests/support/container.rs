//! Zip containers made by hand, their parts stored or packed elsewhere.

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

/// One part of a zip container.
pub(crate) struct Part<'a> {
    pub(crate) name: &'a str,
    pub(crate) packed: &'a [u8],
    /// 0: stored as it is; 8: deflated.
    pub(crate) method: u16,
    /// What it says it unpacks to.
    pub(crate) size: u32,
    pub(crate) crc: u32,
}

impl<'a> Part<'a> {
    pub(crate) fn stored(name: &'a str, text: &'a str) -> Part<'a> {
        Part {
            name,
            packed: text.as_bytes(),
            method: 0,
            size: u32::try_from(text.len()).unwrap(),
            crc: crc(text.as_bytes()),
        }
    }
}

/// A zip container.
pub(crate) fn zip(parts: &[Part<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut list = Vec::new();
    for part in parts {
        let at = u32::try_from(out.len()).unwrap();
        let mut about = Vec::new();
        for short in [20, 0, part.method, 0, 33] {
            about.extend(u16::to_le_bytes(short));
        }
        let packed = u32::try_from(part.packed.len()).unwrap();
        for long in [part.crc, packed, part.size] {
            about.extend(u32::to_le_bytes(long));
        }
        about.extend(u16::to_le_bytes(u16::try_from(part.name.len()).unwrap()));
        about.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&about);
        out.extend(part.name.as_bytes());
        out.extend(part.packed);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&about);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(part.name.as_bytes());
    }
    let at = u32::try_from(out.len()).unwrap();
    let count = u16::try_from(parts.len()).unwrap();
    let size = u32::try_from(list.len()).unwrap();
    out.extend(list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Puts right the check sums of a container whose parts, all stored, were altered: so that what is
/// within is looked at.
pub(crate) fn sealed(mut bytes: Vec<u8>, parts: usize) -> Vec<u8> {
    let number = |bytes: &[u8], at: usize, size: usize| {
        let read = |sum: usize, byte: &u8| (sum << 8) + usize::from(*byte);
        bytes[at..at + size].iter().rev().fold(0, read)
    };
    let mut at = 0;
    let mut sums = Vec::new();
    for _ in 0..parts {
        let begins = at + 30 + number(&bytes, at + 26, 2);
        let end = begins + number(&bytes, at + 18, 4);
        let sum = crc(&bytes[begins..end]).to_le_bytes();
        bytes[at + 14..at + 18].copy_from_slice(&sum);
        sums.push(sum);
        at = end;
    }
    for sum in sums {
        bytes[at + 16..at + 20].copy_from_slice(&sum);
        at += 46 + number(&bytes, at + 28, 2);
    }
    bytes
}

/// Where the parts of a container that are stored have their bytes.
pub(crate) fn within(bytes: &[u8], name: &str) -> std::ops::Range<usize> {
    let named = name.as_bytes();
    let starts = bytes.windows(named.len()).position(|w| w == named);
    let begins = starts.unwrap() + named.len();
    let end = bytes[begins..]
        .windows(4)
        .position(|w| w[..2] == *b"PK" && w[2] < 4);
    begins..begins + end.unwrap()
}

//! Folds one character to the plain small letter that it stands for.

/// Signs without a shape of their own: zero-width, soft hyphen, variation selectors, combining marks, tags.
pub const fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
        | 0x300..=0x36F | 0x20D0..=0x20FF | 0xE0000..=0xE01EF)
}

/// The plain letters for U+00C0 to U+017F, one a character; `.` where there is none.
const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// The plain small letter for a styled, accented or wide one; `None` when it has no such form.
/// Cyrillic and Greek stay as they are, in small letters: see `look_alike`.
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let u = c as u32;
    let plain = match u {
        0xC0..=0x17F => match LATIN[(u - 0xC0) as usize] {
            b'.' => return c,
            letter => return char::from(letter),
        },
        0xFF01..=0xFF5E => u - 0xFEE0,
        // Mathematical letters come in alphabets of 52, digits in tens.
        0x1D400..=0x1D6A3 => match (u - 0x1D400) % 52 {
            n @ 0..=25 => 0x61 + n,
            n => 0x61 + n - 26,
        },
        0x1D7CE..=0x1D7FF => 0x30 + (u - 0x1D7CE) % 10,
        0x24B6..=0x24CF => 0x61 + u - 0x24B6,
        0x24D0..=0x24E9 => 0x61 + u - 0x24D0,
        0x1F130..=0x1F149 => 0x61 + u - 0x1F130,
        0x1F150..=0x1F169 => 0x61 + u - 0x1F150,
        0x1F170..=0x1F189 => 0x61 + u - 0x1F170,
        0x2018 | 0x2019 | 0x2BC | 0xB4 | 0x60 => 0x27,
        0x201C..=0x201F | 0xAB | 0xBB => 0x22,
        0x210A | 0x1D43 => 0x67,
        0x1E00..=0x1EFF => return vietnamese(c),
        _ => return c.to_lowercase().next().unwrap_or(c),
    };
    char::from_u32(plain).map_or(c, |p| p.to_ascii_lowercase())
}

/// Latin Extended Additional: the letter below the marks, by blocks.
fn vietnamese(c: char) -> char {
    match c as u32 {
        0x1E9E => 's',
        0x1EA0..=0x1EB7 => 'a',
        0x1EB8..=0x1EC7 => 'e',
        0x1EC8..=0x1ECB => 'i',
        0x1ECC..=0x1EE3 => 'o',
        0x1EE4..=0x1EF1 => 'u',
        0x1EF2..=0x1EF9 => 'y',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The Latin letter that a small Cyrillic or Greek one looks like.
pub(super) const fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'е' | 'ё' | 'ε' => 'e',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'с' | 'ϲ' => 'c',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'ѕ' => 's',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'н' | 'η' => 'h',
        'т' | 'τ' => 't',
        'в' | 'β' => 'b',
        'ԁ' => 'd',
        'ν' => 'v',
        'ω' | 'ԝ' => 'w',
        'п' => 'n',
        'ɡ' => 'g',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold_char;

    #[test]
    fn styled_letters_become_plain_ones() {
        for (from, to) in [
            ('Ｆ', 'f'),
            ('𝗕', 'b'),
            ('𝓼', 's'),
            ('Ⓐ', 'a'),
            ('É', 'e'),
            ('ß', 's'),
            ('ż', 'z'),
            ('ÿ', 'y'),
            ('Š', 's'),
            ('ñ', 'n'),
            ('ö', 'o'),
        ] {
            assert_eq!(fold_char(from), to, "{from}");
        }
    }
}

//! The interval of E. B. Wilson (1927) for a share: it stays within 0 and 1 and holds for small counts, too.

/// Two-sided 95 % of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of `part` of `whole`; `None` of nothing.
pub(super) fn interval(part: u32, whole: u32) -> Option<(f64, f64)> {
    if whole == 0 {
        return None;
    }
    let (n, share) = (f64::from(whole), f64::from(part) / f64::from(whole));
    let z2 = Z * Z;
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::interval;

    #[test]
    fn agrees_with_published_values() {
        // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29, to four decimals.
        for (part, whole, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let (l, h) = interval(part, whole).unwrap();
            assert!((l - low).abs() < 5e-5 && (h - high).abs() < 5e-5, "{part}/{whole}: {l} {h}");
        }
        assert_eq!(interval(0, 0), None);
    }

    proptest! {
        #[test]
        fn encloses_the_share_and_narrows_with_more_cases(whole in 1_u32..5000, share in 0.0..=1.0_f64) {
            let part = (f64::from(whole) * share) as u32;
            let (low, high) = interval(part, whole).unwrap();
            let value = f64::from(part) / f64::from(whole);
            prop_assert!(0.0 <= low && low <= value + 1e-12 && value <= high + 1e-12 && high <= 1.0);
            let (l, h) = interval(part * 4, whole * 4).unwrap();
            prop_assert!(h - l < high - low);
        }
    }
}

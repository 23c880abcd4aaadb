//! Which hosts a pattern names.

/// `x.com` names itself and `www.x.com`; `*.blogspot.com` names any subdomain.
pub fn matches_host(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(domain) => host
            .strip_suffix(domain)
            .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
        None => host.strip_prefix("www.").unwrap_or(host) == pattern.strip_prefix("www.").unwrap_or(pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_itself_and_its_www() {
        assert!(matches_host("x.com", "x.com") && matches_host("x.com", "www.x.com"));
        assert!(!matches_host("x.com", "netflix.com") && !matches_host("x.com", "x.com.evil.example"));
    }

    #[test]
    fn a_star_names_subdomains_only() {
        assert!(matches_host("*.blogspot.com", "anna.blogspot.com"));
        assert!(!matches_host("*.blogspot.com", "blogspot.com"));
        assert!(!matches_host("*.blogspot.com", "evilblogspot.com"));
    }
}

//! robots.txt by RFC 9309: which addresses of a host this crawler may ask for. Parsing, matching, and what each kind
//! of answer to `/robots.txt` means; asking for it is the crawl's business.

use std::{borrow::Cow, fmt::Write as _, time::Duration};

use url::Url;

use super::canonical::normal_escapes;
use crate::fetch::{Exchange, Failure, TimeoutPhase, Truncation, decode};

/// Name by which groups address this crawler, compared without regard to case.
const TOKEN: &str = "d42";
/// What is read of the file (RFC 9309 section 2.5).
const CAP: usize = 500 * 1024;
/// No wait between two requests is longer than a day: beyond it, there is nothing left to be slow about.
const LONGEST_DELAY: Duration = Duration::from_hours(24);
/// Longer patterns match no address that is ever asked for.
const LONGEST_PATTERN: usize = 4096;

/// What a host asks of this crawler.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
    delay: Option<Duration>,
    sitemaps: Vec<String>,
    forbids_all: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allows: bool,
    /// Percent signs in one form, at least one byte.
    pattern: Box<str>,
}

/// What an answer to `/robots.txt` means (RFC 9309 section 2.3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RobotsAnswer {
    /// These rules hold.
    Rules(Robots),
    /// Ask there instead; the caller counts the hops.
    Redirect(String),
    /// The server is in trouble: nothing may be asked for.
    ServerError(u16),
    /// The host cannot be reached: nothing may be asked for.
    Unreachable(Failure),
}

impl RobotsAnswer {
    /// Reads the answer. 2xx: rules. 3xx: another address. 4xx: no rules. 5xx, 429 and silence: nothing is allowed.
    pub fn of(result: &Result<Exchange, Failure>) -> Self {
        let exchange = match result {
            Ok(exchange) => exchange,
            Err(failure) => return Self::Unreachable(*failure),
        };
        match exchange.status {
            // Half a file may lack the very line that keeps us out.
            200..=299 if exchange.truncated == Some(Truncation::Disconnect) => Self::Unreachable(Failure::Reset),
            200..=299 if exchange.truncated == Some(Truncation::Time) => {
                Self::Unreachable(Failure::Timeout(TimeoutPhase::Body))
            }
            200..=299 => match decode(exchange, CAP) {
                Ok(body) => Self::Rules(Robots::parse(&body.bytes)),
                Err(failure) => Self::Unreachable(failure),
            },
            300..=399 => match exchange.header("location") {
                Some(location) => Self::Redirect(location.to_owned()),
                None => Self::Rules(Robots::default()),
            },
            // "Too many requests" is not "no such file".
            429 | 500..=599 => Self::ServerError(exchange.status),
            _ => Self::Rules(Robots::default()),
        }
    }
}

impl Robots {
    /// Nothing may be asked for.
    pub fn forbidding() -> Self {
        Self { forbids_all: true, ..Self::default() }
    }

    /// Reads a file; whatever is not understood is passed over.
    pub fn parse(body: &[u8]) -> Self {
        let (body, cut) = if body.len() >= CAP { (&body[..CAP], true) } else { (body, false) };
        let text = decode_text(body);
        let mut text = text.as_str();
        if cut {
            // Half a line could forbid more than was meant.
            text = &text[..text.rfind(['\n', '\r']).unwrap_or(0)];
        }
        let mut groups = Groups::default();
        for line in text.split(['\n', '\r']) {
            groups.take(line);
        }
        groups.finish()
    }

    /// Whether `url` may be asked for.
    pub fn allows(&self, url: &Url) -> bool {
        if url.path() == "/robots.txt" {
            return true;
        }
        if self.forbids_all {
            return false;
        }
        if self.rules.is_empty() {
            return true;
        }
        let mut path = url.path().to_owned();
        if let Some(query) = url.query() {
            path.push('?');
            path.push_str(query);
        }
        // What has a meaning in patterns is written as an escape in addresses (section 2.2.3).
        let path = normal_escapes(&path).replace('*', "%2A").replace('$', "%24");
        let escaped = url.query().map(|_| escaped_query(&path));
        let covers = |rule: &Rule| {
            matches(&rule.pattern, &path)
                || escaped.as_ref().is_some_and(|path| matches(&escaped_query(&rule.pattern), path))
        };
        // The longest pattern wins, and of equally long ones the one that allows (section 2.2.2).
        let best = self.rules.iter().filter(|rule| covers(rule));
        best.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }

    /// Wait asked for between two requests, at most a day.
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }

    /// Sitemaps named, as written, in order, at most 20.
    pub fn sitemaps(&self) -> &[String] {
        &self.sitemaps
    }
}

/// UTF-8 by the RFC; UTF-16 and stray NULs by experience. Octets that are no UTF-8 become escapes, as which they stand in
/// the addresses of such a server.
fn decode_text(body: &[u8]) -> String {
    let text = match encoding_rs::Encoding::for_bom(body) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => encoding.decode(body).0.into_owned(),
        marked => {
            let mut text = String::with_capacity(body.len());
            for chunk in body[marked.map_or(0, |(_, length)| length)..].utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|byte| format!("%{byte:02X}")));
            }
            text
        }
    };
    text.replace('\0', "")
}

/// Groups while they are read. Rules are kept only for the two groups that can concern us.
#[derive(Default)]
struct Groups {
    ours: Group,
    everyones: Group,
    /// The current group names us, names `*`.
    current: (bool, bool),
    /// The last rule or agent line was an agent line.
    naming: bool,
    sitemaps: Vec<String>,
}

#[derive(Default)]
struct Group {
    named: bool,
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

impl Groups {
    fn take(&mut self, line: &str) {
        let line = line.split('#').next().unwrap_or_default().trim();
        let Some((name, value)) = split_line(line) else { return };
        match name.to_ascii_lowercase().as_str() {
            "user-agent" | "useragent" | "user agent" => self.agent(value),
            // The misspellings common parsers forgive: the owner's wish is clear.
            "disallow" | "dissallow" | "dissalow" | "disalow" | "diasllow" | "disallaw" => self.rule(value, false),
            "allow" => self.rule(value, true),
            "crawl-delay" | "crawldelay" => self.delay(value),
            // Sitemaps stand outside of groups and do not end them (section 2.2.4).
            "sitemap" | "site-map" if self.sitemaps.len() < 20 => self.sitemaps.push(value.to_owned()),
            _ => {}
        }
    }

    fn agent(&mut self, value: &str) {
        if !self.naming {
            self.current = (false, false);
            self.naming = true;
        }
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c))).unwrap_or(value.len());
        if value.strip_prefix('*').is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            self.current.1 = true;
            self.everyones.named = true;
        } else if value[..end].eq_ignore_ascii_case(TOKEN) {
            self.current.0 = true;
            self.ours.named = true;
        }
    }

    fn rule(&mut self, value: &str, allows: bool) {
        self.naming = false;
        // An empty pattern matches nothing.
        if value.is_empty() || value.len() > LONGEST_PATTERN {
            return;
        }
        let rooted = if value.starts_with(['/', '*']) { value.to_owned() } else { format!("/{value}") };
        let pattern: Box<str> = encode_bytes(&normal_escapes(&rooted)).into();
        self.each(|group| group.rules.push(Rule { allows, pattern: pattern.clone() }));
    }

    fn delay(&mut self, value: &str) {
        let Ok(seconds) = value.replace(',', ".").parse::<f64>() else { return };
        if seconds.is_finite() && seconds >= 0.0 {
            let delay = Duration::from_secs_f64(seconds.min(LONGEST_DELAY.as_secs_f64()));
            self.each(|group| group.delay = group.delay.max(Some(delay)));
        }
    }

    fn each(&mut self, mut change: impl FnMut(&mut Group)) {
        if self.current.0 {
            change(&mut self.ours);
        }
        if self.current.1 {
            change(&mut self.everyones);
        }
    }

    fn finish(self) -> Robots {
        // Everybody's rules hold only for those that are not named (section 2.2.1).
        let group = if self.ours.named { self.ours } else { self.everyones };
        Robots { rules: group.rules, delay: group.delay, sitemaps: self.sitemaps, forbids_all: false }
    }
}

/// Name and value of a line; a colon forgotten between two words is forgiven.
fn split_line(line: &str) -> Option<(&str, &str)> {
    if let Some((name, value)) = line.split_once(':') {
        return Some((name.trim(), value.trim()));
    }
    let mut words = line.split_ascii_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some(name), Some(value), None) => Some((name, value)),
        _ => None,
    }
}

/// Letters outside ASCII, blanks and the like as escapes, as they stand in addresses.
fn encode_bytes(text: &str) -> String {
    let stands = |byte: u8| byte.is_ascii_graphic() && !b"\"<>`{}".contains(&byte);
    escape(text, stands).unwrap_or_else(|| text.to_owned())
}

/// `path` with the delimiters in its query as escapes, since an address in a query may be written either way (the second
/// row of the table in section 2.2.2).
fn escaped_query(path: &str) -> Cow<'_, str> {
    let Some(at) = path.find('?').map(|at| at + 1) else { return Cow::Borrowed(path) };
    let query = escape(&path[at..], |byte| !b":/?[]@'".contains(&byte));
    query.map_or(Cow::Borrowed(path), |query| Cow::Owned(format!("{}{query}", &path[..at])))
}

/// `text` with every byte that may not stand as an escape; `None` where all may.
fn escape(text: &str, stands: impl Fn(u8) -> bool) -> Option<String> {
    if text.bytes().all(&stands) {
        return None;
    }
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if stands(byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(out)
}

/// Whether `pattern` matches the beginning of `path`: `*` stands for anything, a final `$` for the end. Each star is
/// tried once, at the first place where what follows fits, so hostile patterns cost no more than long ones.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, anchored) = match pattern.strip_suffix('$') {
        Some(stem) => (stem, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return !anchored || rest.is_empty() };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    if anchored { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;

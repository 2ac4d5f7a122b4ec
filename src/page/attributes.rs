//! The attributes of a page's elements, end to end in one string.
//!
//! The parser makes room of its own for each value, and a tree that keeps them gives it all back only at the end, long
//! after it was last touched. Here the values that are read are copied together, and their room is free at once for
//! the next element.

use std::ops::Range;

use ego_tree::NodeId;
use html5ever::Attribute;

macro_rules! kept {
    ($($name:literal),+ $(,)?) => {
        /// A name, if some fact is read from attributes of that name; others are not kept.
        fn kept(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some($name),)+
                _ => None,
            }
        }
    };
}

// Frequent ones first.
kept![
    "class",
    "href",
    "id",
    "style",
    "src",
    "title",
    "alt",
    "type",
    "role",
    "value",
    "name",
    "content",
    "rel",
    "width",
    "height",
    "onclick",
    "onchange",
    "for",
    "action",
    "aria-label",
    "colspan",
    "rowspan",
    "data",
    "data-bs-toggle",
    "data-cfemail",
    "data-href",
    "data-lazy-src",
    "data-original",
    "data-src",
    "data-toggle",
    "data-url",
    "hreflang",
    "http-equiv",
    "lang",
    "method",
    "placeholder",
    "property",
];

/// Attributes of all elements of a tree.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    values: String,
    all: Vec<Kept>,
    /// In the order of their identifiers, which is that of their creation; those without any are left out.
    elements: Vec<(NodeId, Range<u32>)>,
}

#[derive(Clone, Debug)]
struct Kept {
    name: &'static str,
    value: Range<u32>,
}

impl Attributes {
    /// None yet, of a page with so many bytes.
    pub(super) fn with_room_for(page: usize) -> Self {
        Self {
            values: String::with_capacity(page / 4),
            all: Vec::with_capacity(page / 60),
            elements: Vec::with_capacity(page / 80),
        }
    }

    /// Keeps the attributes of an element just made.
    pub(super) fn add(&mut self, element: NodeId, attributes: &[Attribute]) {
        let from = self.all.len() as u32;
        // Of two with one name, which only foreign elements have, the one without a prefix comes first.
        for prefixed in [false, true] {
            attributes.iter().filter(|one| one.name.prefix.is_some() == prefixed).for_each(|one| self.keep(one));
        }
        let to = self.all.len() as u32;
        if from < to {
            self.elements.push((element, from..to));
        }
    }

    /// Keeps those that an element does not have yet.
    pub(super) fn add_missing(&mut self, element: NodeId, attributes: &[Attribute]) {
        let known = self.elements.binary_search_by_key(&element, |(id, _)| *id);
        let old = known.map_or(0..0, |at| self.elements[at].1.clone());
        let from = self.all.len() as u32;
        self.all.extend_from_within(old.start as usize..old.end as usize);
        for one in attributes {
            if !self.all[from as usize..].iter().any(|kept| *kept.name == *one.name.local) {
                self.keep(one);
            }
        }
        let range = from..self.all.len() as u32;
        match known {
            Ok(at) => self.elements[at].1 = range,
            Err(at) => self.elements.insert(at, (element, range)),
        }
    }

    fn keep(&mut self, attribute: &Attribute) {
        if let Some(name) = kept(&attribute.name.local) {
            let from = self.values.len() as u32;
            self.values.push_str(&attribute.value);
            self.all.push(Kept { name, value: from..self.values.len() as u32 });
        }
    }

    /// Reads the attributes of one element after the other.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { attributes: self, next: 0 }
    }
}

/// Looks up the attributes of elements that come nearly in the order of their creation.
pub(super) struct Reader<'t> {
    attributes: &'t Attributes,
    next: usize,
}

impl<'t> Reader<'t> {
    /// The attributes of an element.
    pub(super) fn of(&mut self, element: NodeId) -> Own<'t> {
        let elements = &self.attributes.elements;
        let found = match elements.get(self.next) {
            Some((next, _)) if *next == element => Ok(self.next),
            // One without any.
            Some((next, _)) if *next > element && self.next > 0 && elements[self.next - 1].0 < element => {
                Err(self.next)
            }
            _ => elements.binary_search_by_key(&element, |(id, _)| *id),
        };
        let own = found.map_or(0..0, |at| {
            self.next = at + 1;
            elements[at].1.clone()
        });
        Own { attributes: self.attributes, from: own.start, to: own.end }
    }
}

/// The attributes of one element.
#[derive(Clone, Copy)]
pub(super) struct Own<'t> {
    attributes: &'t Attributes,
    from: u32,
    to: u32,
}

impl<'t> Own<'t> {
    /// Names and values.
    pub(super) fn iter(self) -> impl Iterator<Item = (&'static str, &'t str)> {
        let Attributes { values, all, .. } = self.attributes;
        let own = &all[self.from as usize..self.to as usize];
        own.iter().map(|kept| (kept.name, &values[kept.value.start as usize..kept.value.end as usize]))
    }

    /// Value of an attribute.
    pub(super) fn get(self, name: &str) -> Option<&'t str> {
        debug_assert!(kept(name).is_some(), "{name} is not among the attributes that are kept");
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    #[test]
    fn every_element_keeps_the_attributes_that_scraper_gives_it() {
        let page = "<html lang=vi><p class=a>x<b id=1 onx=2>y<p>z</b>\
            <svg><a xlink:href=1 href=2>q</a></svg><table><tr><i title='&amp;'>t</i><td colspan=2><template><img src=x></template></table>\
            <html lang=en class=k><select><option value=1 selected>o</select><form action=/a><form><body id=b><a href=x>1<div><a href=y>2";
        let whole = scraper::Html::parse_document(page);
        let dom = dom::parse(page);
        let mut reader = dom.attributes.reader();
        let mut compared = 0;
        for (theirs, ours) in whole
            .tree
            .nodes()
            .filter(|n| n.value().is_element())
            .zip(dom.html.tree.nodes().filter(|n| n.value().is_element()))
        {
            let (element, own) = (theirs.value().as_element().unwrap(), reader.of(ours.id()));
            assert_eq!(element.name(), ours.value().as_element().unwrap().name());
            let mut wanted: Vec<(&str, &str)> = element.attrs().filter(|(name, _)| kept(name).is_some()).collect();
            let mut found: Vec<(&str, &str)> = own.iter().collect();
            wanted.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, wanted, "{}", element.name());
            compared += found.len();
        }
        assert!(compared > 15, "{compared}");
    }

    #[test]
    fn an_address_without_a_prefix_comes_first() {
        let dom = dom::parse("<svg><a xlink:href=1 href=2>");
        let link = dom.html.tree.nodes().find(|n| n.value().as_element().is_some_and(|e| e.name() == "a")).unwrap();
        assert_eq!(dom.attributes.reader().of(link.id()).get("href"), Some("2"));
    }
}

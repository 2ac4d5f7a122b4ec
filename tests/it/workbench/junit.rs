//! Holds JUnit results against the schema of their public layout, `junit.xsd`, with a reader of schemas of our own: of
//! XSD it understands what that file uses and refuses the rest, so that nothing in the file goes unchecked. Beside what a
//! schema can say, the counts must be right.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

const SCHEMA: &str = include_str!("junit.xsd");

/// An element of a document.
#[derive(Debug, Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Self>,
    text: String,
}

impl Node {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn number(&self, name: &str) -> usize {
        self.attribute(name).map_or(0, |number| number.parse().unwrap())
    }

    fn all(&self, name: &str) -> usize {
        self.children.iter().map(|child| usize::from(child.name == name) + child.all(name)).sum()
    }
}

fn parse(document: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(document);
    let mut open = vec![Node::default()];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let (start, ends) = match &event {
            Event::Start(start) => (Some(start), false),
            Event::Empty(start) => (Some(start), true),
            Event::End(_) => (None, true),
            Event::Eof => break,
            Event::Text(text) => {
                open.last_mut().unwrap().text += text;
                continue;
            }
            Event::CData(text) => {
                open.last_mut().unwrap().text += text;
                continue;
            }
            _ => continue,
        };
        if let Some(start) = start {
            let mut node = Node { name: start.name().0.to_owned(), ..Node::default() };
            for attribute in start.attributes() {
                let attribute = attribute.map_err(|error| error.to_string())?;
                node.attributes.insert(attribute.key.0.to_owned(), attribute.value.into_owned());
            }
            open.push(node);
        }
        if ends {
            let done = open.pop().unwrap();
            open.last_mut().ok_or("an end without a beginning")?.children.push(done);
        }
    }
    let mut root = open.pop().filter(|_| open.is_empty()).ok_or("a beginning without an end")?;
    root.children.pop().filter(|_| root.children.is_empty()).ok_or_else(|| "not one root".to_owned())
}

struct Schema {
    elements: BTreeMap<String, Node>,
}

impl Schema {
    fn read() -> Self {
        let schema = parse(SCHEMA).unwrap();
        assert_eq!(schema.name, "xs:schema");
        let named = |node: Node| (node.attribute("name").unwrap().to_owned(), node);
        Self { elements: schema.children.into_iter().map(named).collect() }
    }

    fn check(&self, node: &Node, problems: &mut Vec<String>) {
        let mut wrong = |problem: String| problems.push(format!("<{}>: {problem}", node.name));
        let Some(element) = self.elements.get(&node.name) else { return wrong("not an element".to_owned()) };
        let text = !node.text.trim().is_empty();
        if element.attribute("type") == Some("xs:string") {
            if !node.children.is_empty() || !node.attributes.is_empty() {
                wrong("holds more than text".to_owned());
            }
            return;
        }
        let [kind] = &element.children[..] else { panic!("no single type of {}", node.name) };
        assert_eq!(kind.name, "xs:complexType");
        if text && kind.attribute("mixed") != Some("true") {
            wrong(format!("text: {}", node.text.trim()));
        }
        let (attributes, model): (Vec<&Node>, Vec<&Node>) =
            kind.children.iter().partition(|part| part.name == "xs:attribute");
        for (name, value) in &node.attributes {
            match attributes.iter().find(|attribute| attribute.attribute("name") == Some(name)) {
                Some(known) if fits(known.attribute("type").unwrap(), value) => {}
                Some(known) => wrong(format!("{name}=\"{value}\" is no {}", known.attribute("type").unwrap())),
                None => wrong(format!("no attribute {name}")),
            }
        }
        for known in attributes.iter().filter(|known| known.attribute("use") == Some("required")) {
            let name = known.attribute("name").unwrap();
            if node.attribute(name).is_none() {
                wrong(format!("{name} is missing"));
            }
        }
        let mut rest = &node.children[..];
        for part in model {
            assert_eq!(part.name, "xs:sequence");
            part.children.iter().for_each(|particle| rest = take(particle, rest, &mut wrong));
        }
        if let Some(child) = rest.first() {
            wrong(format!("<{}> does not belong here", child.name));
        }
        node.children.iter().for_each(|child| self.check(child, problems));
    }
}

/// What is left of `children` behind those that are meant by `particle`.
fn take<'n>(particle: &Node, children: &'n [Node], wrong: &mut impl FnMut(String)) -> &'n [Node] {
    let meant: Vec<&str> = match particle.name.as_str() {
        "xs:element" => vec![particle.attribute("ref").unwrap()],
        "xs:choice" => particle.children.iter().map(|one| one.attribute("ref").unwrap()).collect(),
        other => panic!("{other} is not understood"),
    };
    let count = children.iter().take_while(|child| meant.contains(&child.name.as_str())).count();
    let most = match particle.attribute("maxOccurs") {
        Some("unbounded") => usize::MAX,
        limit => limit.map_or(1, |limit| limit.parse().unwrap()),
    };
    let least = particle.attribute("minOccurs").map_or(1, |limit| limit.parse().unwrap());
    if count < least {
        wrong(format!("{least} of {meant:?} wanted, {count} found"));
    }
    &children[count.min(most)..]
}

fn fits(kind: &str, value: &str) -> bool {
    match kind {
        "xs:string" => true,
        "xs:nonNegativeInteger" => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()),
        "xs:decimal" => {
            let digits = value.trim_start_matches(['-', '+']);
            digits.bytes().any(|byte| byte.is_ascii_digit())
                && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
        }
        "xs:dateTime" => value.parse::<jiff::Timestamp>().is_ok() || value.parse::<jiff::civil::DateTime>().is_ok(),
        other => panic!("{other} is not understood"),
    }
}

/// What does not fit the schema, or is counted wrongly.
fn problems(document: &str) -> Vec<String> {
    let root = match parse(document) {
        Ok(root) => root,
        Err(problem) => return vec![problem],
    };
    let mut problems = Vec::new();
    if root.name != "testsuites" {
        problems.push(format!("the root is <{}>", root.name));
    }
    Schema::read().check(&root, &mut problems);
    if problems.is_empty() {
        for counted in std::iter::once(&root).chain(&root.children) {
            for (attribute, element) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
                let (said, there) = (counted.number(attribute), counted.all(element));
                if counted.attribute(attribute).is_some() && said != there {
                    problems.push(format!("<{}> says {attribute}=\"{said}\", and there are {there}", counted.name));
                }
            }
        }
    }
    problems
}

/// Asserts that `document` is a JUnit result, and gives how many tests and failures it tells of.
pub(super) fn check(document: &str) -> (usize, usize) {
    let problems = problems(document);
    assert!(problems.is_empty(), "{problems:#?}\n{document}");
    let root = parse(document).unwrap();
    (root.number("tests"), root.number("failures"))
}

#[test]
fn what_is_no_junit_result_is_refused() {
    let case = |inner: &str| format!("<testsuites><testsuite name='a' tests='1'>{inner}</testsuite></testsuites>");
    assert_eq!(problems(&case("<testcase name='b' time='0.5'/>")), Vec::<String>::new());
    for (broken, said) in [
        ("<testcase/>", "name is missing"),
        ("<testcase name='b' time='soon'/>", "is no xs:decimal"),
        ("<testcase name='b' colour='red'/>", "no attribute colour"),
        ("<testcase name='b'>words</testcase>", "text: words"),
        ("<testcase name='b'><passed/></testcase>", "<passed> does not belong here"),
        ("<testcase name='b'><system-out/><failure/></testcase>", "<failure> does not belong here"),
        ("<testcase name='b'/><properties><property name='a' value='b'/></properties>", "<properties> does not belong"),
        ("<properties/><testcase name='b'/>", "1 of [\"property\"] wanted, 0 found"),
        ("<testcase name='b'/><testcase name='c'/>", "says tests=\"1\", and there are 2"),
        ("<testcase name='b'>", "ill-formed"),
    ] {
        let found = problems(&case(broken)).join("\n");
        assert!(found.contains(said), "{broken}: {found}");
    }
    assert!(problems("<testsuite name='a' tests='0'/>")[0].contains("the root is"));
}

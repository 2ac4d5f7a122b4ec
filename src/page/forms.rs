//! Forms, and the groups of fields of pages that wrap everything in one form.

use std::collections::BTreeMap;

use url::Url;

use super::label;
use super::links::resolve;
use super::query::Query;
use super::sketch::Sketch;
use super::tag::Tag;
use super::{Field, Form};

/// Most fields of a page.
const MAX_FIELDS: usize = 1_000;
/// A form around more than this share of a page's elements is the page's own wrapper, in percent.
const WRAPPER: usize = 60;

/// Forms in document order.
pub(super) fn collect(sketch: &Sketch<'_>, base: &Url) -> Vec<Form> {
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &field in sketch.fields.iter().take(MAX_FIELDS) {
        if kind_of(sketch, field) != "hidden" {
            groups.entry(group_of(sketch, field)).or_default().push(field);
        }
    }
    if groups.is_empty() {
        return Vec::new();
    }
    let named: BTreeMap<&str, u32> =
        sketch.labels.iter().filter_map(|label| Some((sketch.attr(*label, "for")?, *label))).collect();
    groups.into_iter().map(|(group, fields)| form_of(sketch, group, &fields, &named, base)).collect()
}

fn form_of(sketch: &Sketch<'_>, group: u32, fields: &[u32], named: &BTreeMap<&str, u32>, base: &Url) -> Form {
    let action = std::iter::once(group).chain(sketch.ancestors(group)).find(|el| sketch.el(*el).tag == Tag::Form);
    let action = action.and_then(|form| sketch.attr(form, "action")).filter(|address| !address.trim().is_empty());
    let names: String = ["id", "class", "role", "action"]
        .iter()
        .filter_map(|name| sketch.attr(group, name))
        .fold(String::new(), |all, name| all + " " + name)
        .to_ascii_lowercase();
    let action = action.and_then(|address| resolve(address.trim(), base));
    let query = Query::of(sketch, group, fields, action.as_ref().unwrap_or(base));
    let fields: Vec<Field> = fields.iter().map(|field| field_of(sketch, *field, group, named)).collect();
    let search = is_search(&fields, &names);
    Form { action, fields, search, query, at: sketch.at(group) }
}

/// The form around a field, or the nearest container with a button or another field.
fn group_of(sketch: &Sketch<'_>, field: u32) -> u32 {
    let form = sketch.ancestors(field).find(|el| sketch.el(*el).tag == Tag::Form);
    if let Some(form) = form {
        let el = sketch.el(form);
        let wraps = (el.end - form) as usize * 100 > sketch.els.len() * WRAPPER
            && sketch.within(&sketch.anchors, form).len() > 12;
        if !wraps {
            return form;
        }
    }
    let mut nearest = None;
    for ancestor in sketch.ancestors(field).take(9) {
        let el = sketch.el(ancestor);
        if matches!(el.tag, Tag::Form | Tag::Body | Tag::Html) {
            break;
        }
        if !el.tag.is_box() || el.tag == Tag::Td {
            continue;
        }
        nearest = nearest.or(Some(ancestor));
        let inside = sketch.within(&sketch.fields, ancestor);
        let visible = inside.iter().filter(|field| kind_of(sketch, **field) != "hidden").count();
        let buttons = sketch.within(&sketch.buttons, ancestor).len();
        if visible > 1 && buttons > 0 {
            return ancestor;
        }
        if inside.len() > 60 || sketch.within(&sketch.anchors, ancestor).len() > 40 {
            break;
        }
    }
    nearest.unwrap_or(field)
}

pub(super) fn kind_of(sketch: &Sketch<'_>, field: u32) -> String {
    match sketch.el(field).tag {
        Tag::Select => "select".to_owned(),
        Tag::Textarea => "textarea".to_owned(),
        Tag::Button => "submit".to_owned(),
        _ => sketch.attr(field, "type").map_or_else(|| "text".to_owned(), |kind| kind.trim().to_ascii_lowercase()),
    }
}

/// A list with more choices is a filter or a list of links.
const MOST_CHOICES: usize = 7;

fn field_of(sketch: &Sketch<'_>, field: u32, group: u32, named: &BTreeMap<&str, u32>) -> Field {
    let kind = kind_of(sketch, field);
    let mut words: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        let text = label::one_line(&crate::text::collapse(text));
        if text.chars().any(char::is_alphanumeric) && !words.contains(&text) {
            words.push(text);
        }
    };
    if let Some(label) = sketch.attr(field, "id").and_then(|id| named.get(id)) {
        add(sketch.text_of(*label));
    } else if let Some(label) = sketch.ancestors(field).take(3).find(|el| sketch.el(*el).tag == Tag::Label) {
        add(sketch.text_of(label));
    } else if let Some(text) = text_before(sketch, field, group) {
        add(text);
    }
    add(sketch.text_of(field));
    // A short list of choices says what is asked ("hài lòng, không hài lòng"); a long one is a filter.
    let choices: Vec<u32> = sketch
        .within(&sketch.jumps, field)
        .iter()
        .copied()
        .filter(|choice| sketch.el(*choice).tag == Tag::Option)
        .take(MOST_CHOICES + 1)
        .collect();
    if choices.len() <= MOST_CHOICES {
        for choice in choices {
            add(sketch.text_of(choice));
        }
    }
    for name in ["placeholder", "title", "aria-label", "alt"] {
        if let Some(text) = sketch.attr(field, name) {
            add(text);
        }
    }
    if matches!(kind.as_str(), "submit" | "button" | "reset")
        && let Some(text) = sketch.attr(field, "value")
    {
        add(text);
    }
    if let Some(name) = sketch.attr(field, "name").or_else(|| sketch.attr(field, "id")) {
        // "ctl00$PlaceHolder$txtHoTen" says "txt Ho Ten".
        add(&crate::text::slug_words(name.rsplit('$').next().unwrap_or(name)));
    }
    Field { words: words.join(" | "), kind }
}

/// The short text right before a field, in its row or container.
fn text_before<'s>(sketch: &'s Sketch<'_>, field: u32, group: u32) -> Option<&'s str> {
    const LONGEST: usize = 120;
    let at = sketch.el(field).text.0 as usize;
    if at == 0 {
        return None;
    }
    let run = sketch.run_at(at - 1);
    let line = sketch.line(run);
    let row = sketch
        .ancestors(field)
        .take(4)
        .find(|el| matches!(sketch.el(*el).tag, Tag::Tr | Tag::P | Tag::Li | Tag::Div))?;
    let nearest = if sketch.runs.get(run)?.el >= row { row } else { sketch.el(row).parent.max(group) };
    (sketch.runs.get(run)?.el >= nearest && line.len() <= LONGEST).then_some(line)
}

fn is_search(fields: &[Field], names: &str) -> bool {
    const WORDS: &[&str] =
        &["tìm kiếm", "tìm", "từ khóa", "search", "keyword", "keywords", "tim kiem", "timkiem", "tra cứu"];
    let typed = fields
        .iter()
        .filter(|field| matches!(field.kind.as_str(), "text" | "search" | "textarea" | "email" | "password" | "tel"))
        .count();
    if !(1..=2).contains(&typed)
        || fields.iter().any(|field| matches!(field.kind.as_str(), "textarea" | "password" | "email"))
    {
        return false;
    }
    let says = |words: &str| {
        let normal = crate::text::normalise(words);
        WORDS.iter().any(|word| normal.contains(word))
    };
    fields.iter().any(|field| field.kind == "search" || says(&field.words))
        || ["search", "timkiem", "tim-kiem", "seek"].iter().any(|word| names.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    fn forms(html: &str) -> Vec<Form> {
        collect(&Sketch::of(&dom::parse(html)), &Url::parse("http://a.gov.vn/x").unwrap())
    }

    #[test]
    fn fields_carry_their_labels_placeholders_and_names() {
        let found = forms(
            "<form action=/gui><label for=n>Họ tên</label><input id=n name=txtHoTen><label>Thư <input type=email></label>\
             <textarea placeholder='Nội dung góp ý'></textarea><input type=hidden name=t><button>Gửi</button></form>",
        );
        let words: Vec<&str> = found[0].fields.iter().map(|field| field.words.as_str()).collect();
        assert_eq!(words, ["Họ tên | txt ho ten", "Thư", "Nội dung góp ý", "Gửi"]);
        assert_eq!(found[0].action.as_ref().unwrap().path(), "/gui");
        assert!(!found[0].search);
    }

    #[test]
    fn a_form_around_the_page_is_taken_apart() {
        let links = "<a href=/m>Mục</a> ".repeat(20);
        let found = forms(&format!(
            "<form action=/p.aspx><div><input name='ctl00$txtTimKiem'><input type=submit value=Tìm></div>{links}\
             <table><tr><td>Họ và tên<td><input name=a><tr><td>Nội dung<td><textarea name=b></textarea><tr><td><td><input type=submit value=Gửi></table></form>"
        ));
        assert_eq!(found.len(), 2);
        assert!(found[0].search && !found[1].search);
        assert_eq!(found[1].fields[0].words, "Họ và tên | a");
        assert_eq!(found[1].fields[1].words, "Nội dung | b");
    }
}

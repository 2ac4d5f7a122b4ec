//! Diagnostics as text for people: message, place, source line with a caret, what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::source::Source;
use super::{Diagnostic, Diagnostics, Severity};
use crate::text::Lang;

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without escape sequences.
    Plain,
    /// With ANSI colours.
    Coloured,
}

/// Columns a rendered source line may take; longer lines are cut around the caret.
const WIDTH: usize = 120;

/// All diagnostics in `lang`, a blank line after each, then the summary line. Empty for an empty list.
pub fn render(diagnostics: &Diagnostics, style: Style, lang: Lang) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    }
    .term_width(WIDTH);
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let rendered = renderer.render(&[group(diagnostic, diagnostics, lang)]);
        for line in rendered.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    text.push_str(lang.pick(&diagnostics.summary()));
    text.push('\n');
    text
}

fn group<'d>(diagnostic: &'d Diagnostic, all: &'d Diagnostics, lang: Lang) -> Group<'d> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(lang.of("lỗi", "error")),
        Severity::Warning => Level::WARNING.with_name(lang.of("cảnh báo", "warning")),
    };
    let mut group = Group::with_title(level.primary_title(lang.pick(&diagnostic.message)).id(diagnostic.code));
    match diagnostic.span.as_ref().and_then(|span| Some((span, all.source_of(&diagnostic.file)?))) {
        Some((span, source)) => {
            group = group.element(snippet(
                &diagnostic.file,
                source,
                span,
                AnnotationKind::Primary,
                lang.pick(&diagnostic.label),
            ));
        }
        None => group = group.element(Origin::path(diagnostic.file.as_str())),
    }
    for place in &diagnostic.related {
        group = match all.source_of(&place.file) {
            Some(source) => group.element(snippet(
                &place.file,
                source,
                &place.span,
                AnnotationKind::Context,
                lang.pick(&place.label),
            )),
            None => group.element({
                let note = Level::NOTE.with_name(lang.of("lưu ý", "note"));
                note.message(format!("{}: {}", place.file, lang.pick(&place.label)))
            }),
        };
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.with_name(lang.of("gợi ý", "help")).message(lang.pick(&diagnostic.help)));
    }
    group
}

/// Only the line on which the span starts: enough to find the place, and large files cost nothing.
fn snippet<'d>(
    file: &'d str,
    source: &'d Source,
    span: &Range<usize>,
    kind: AnnotationKind,
    label: &'d str,
) -> Snippet<'d, annotate_snippets::Annotation<'d>> {
    let (number, line, part) = source.line(span);
    let mut annotation = kind.span(part);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Snippet::source(line).path(file).line_start(number).annotation(annotation)
}

#[cfg(test)]
mod tests {
    use super::{Style, render};
    use crate::{
        diagnostic::{Diagnostic, Diagnostics},
        text::Lang,
    };

    fn shown(text: &str, needle: &str, lang: Lang) -> String {
        let mut list = Diagnostics::new();
        list.source("rules/a.toml", text);
        let start = text.find(needle).unwrap();
        let found = Diagnostic::error("sample-code", "rules/a.toml", ("có gì đó sai", "something is wrong"))
            .at(start..start + needle.len())
            .label(("ở đây", "here"))
            .help(("sửa lại", "mend it"));
        list.push(found);
        render(&list, Style::Plain, lang)
    }

    #[test]
    fn puts_the_caret_under_vietnamese_text() {
        insta::assert_snapshot!(shown("title = \"x\"\r\nvi = \"Cơ cấu tổ chức\"\r\n", "tổ chức", Lang::En), @r#"
        error[sample-code]: something is wrong
         --> rules/a.toml:2:14
          |
        2 | vi = "Cơ cấu tổ chức"
          |              ^^^^^^^ here
          |
          = help: mend it

        1 error in 1 file
        "#);
    }

    #[test]
    fn speaks_vietnamese_as_well() {
        insta::assert_snapshot!(shown("vi = \"Cơ cấu tổ chức\"\n", "tổ chức", Lang::Vi), @r#"
        lỗi[sample-code]: có gì đó sai
         --> rules/a.toml:1:14
          |
        1 | vi = "Cơ cấu tổ chức"
          |              ^^^^^^^ ở đây
          |
          = gợi ý: sửa lại

        1 lỗi trong 1 tệp
        "#);
    }

    #[test]
    fn survives_decomposed_letters_tabs_and_escapes() {
        let text = shown("\t\"to\u{302}\u{309} chu\u{301}c\u{1b}[31m\" = 1", "= 1", Lang::En);
        insta::assert_snapshot!(crate::text::nfc(&text), @r#"
        error[sample-code]: something is wrong
         --> rules/a.toml:1:20
          |
        1 |     "tổ chúc␛[31m" = 1
          |                    ^^^ here
          |
          = help: mend it

        1 error in 1 file
        "#);
    }

    #[test]
    fn cuts_very_long_lines_around_the_caret() {
        let line = format!("a = \"{}NEEDLE{}\"", "tỉnh ".repeat(5_000), "xã ".repeat(5_000));
        let text = shown(&line, "NEEDLE", Lang::Vi);
        assert!(text.lines().all(|line| line.chars().count() <= 130), "{text}");
        assert!(text.contains("NEEDLE"), "{text}");
    }

    #[test]
    fn a_span_inside_a_letter_or_beyond_the_end_does_not_panic() {
        let mut list = Diagnostics::new();
        list.source("f", "đ\nộ");
        list.push(Diagnostic::error("a", "f", ("trong chữ", "inside a letter")).at(1..2));
        list.push(Diagnostic::error("b", "f", ("vượt quá", "beyond")).at(400..500));
        list.push(Diagnostic::error("c", "f", ("nhiều dòng", "several lines")).at(0..5));
        assert!(render(&list, Style::Plain, Lang::En).contains("3 errors in 1 file"));
        assert!(render(&list, Style::Coloured, Lang::Vi).contains('\u{1b}'));
    }
}

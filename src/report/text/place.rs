//! Where on a page something stands, in words: the path of elements is for programs and stays in the JSON.

use super::Lang;

/// The part of a page at the end of `path` (`main > div.noi-dung > h2`); empty if the path says nothing to a reader.
pub(in crate::report) fn place(path: &str, lang: Lang) -> &'static str {
    let Some(last) = path.rsplit(" > ").next().filter(|last| !last.is_empty()) else { return "" };
    let tag = last.split(['.', '#', ':', '[']).next().unwrap_or_default();
    match tag {
        "html" | "body" | "main" | "article" => lang.of("cả trang", "the whole page"),
        "header" => lang.of("đầu trang", "the head of the page"),
        "footer" => lang.of("chân trang", "the foot of the page"),
        "nav" => lang.of("thanh điều hướng", "the navigation"),
        "aside" => lang.of("cột bên", "the side column"),
        "form" => lang.of("biểu mẫu", "a form"),
        "table" | "caption" | "tr" | "td" | "th" => lang.of("bảng", "a table"),
        _ => lang.of("phần dưới đề mục này", "the part under this heading"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_told_the_part_of_the_page_and_not_its_elements() {
        assert_eq!(place("html.aui > body.controls-visible", Lang::En), "the whole page");
        assert_eq!(place("main > div.noi-dung > h2:nth-of-type(2)", Lang::En), "the part under this heading");
        assert_eq!(place("span#Main > div.tieude-muc", Lang::Vi), "phần dưới đề mục này");
        assert_eq!(place("", Lang::Vi), "");
    }
}

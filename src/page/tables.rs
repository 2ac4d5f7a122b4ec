//! Tables with data, told from tables that lay out a page.

use super::Table;
use super::dates;
use super::hints::Hints;
use super::label;
use super::sketch::Sketch;
use super::tag::Tag;

/// Most tables of a page, and most rows of a table.
const MAX_TABLES: usize = 400;
const MAX_ROWS: usize = 5_000;
/// Most cells of a row.
const MAX_CELLS: usize = 60;
/// Longest text of a header cell, in bytes.
const LONGEST_HEADER: usize = 160;

struct Row {
    el: u32,
    cells: Vec<u32>,
}

/// Data tables in document order.
pub(super) fn collect(sketch: &Sketch<'_>) -> Vec<Table> {
    sketch.tables.iter().take(MAX_TABLES).filter_map(|el| read(sketch, *el)).collect()
}

fn read(sketch: &Sketch<'_>, el: u32) -> Option<Table> {
    if sketch.within(&sketch.tables, el).len() > 1 {
        return None;
    }
    let rows: Vec<Row> =
        sketch.within(&sketch.rows, el).iter().take(MAX_ROWS).map(|row| row_of(sketch, *row)).collect();
    let rows: Vec<Row> =
        rows.into_iter().filter(|row| row.cells.iter().any(|cell| sketch.text_len(*cell) > 0)).collect();
    let first = rows.iter().position(|row| row.cells.len() > 1)?;
    let headed = is_header(sketch, &rows[first]);
    if !headed && !is_grid(sketch, &rows[first..]) {
        return None;
    }
    let mut caption = caption(sketch, el);
    if caption.is_empty() && first > 0 {
        caption = label::one_line(sketch.text_of(rows[first - 1].cells[0]));
    }
    let (columns, body) = if headed {
        let (columns, lines) = header_cells(sketch, &rows[first..]);
        (columns, &rows[first + lines..])
    } else if could_be_header(sketch, &rows[first..]) {
        (texts(sketch, &rows[first]), &rows[first + 1..])
    } else {
        (Vec::new(), &rows[first..])
    };
    if columns.is_empty() && body.len() < 2 {
        return None;
    }
    let ordinals = has_ordinals(sketch, &columns, body);
    let figures = body
        .iter()
        .flat_map(|row| row.cells.iter().skip(usize::from(ordinals)))
        .filter(|cell| is_figure(sketch.text_of(**cell)))
        .count();
    let sample = body.first().map(|row| texts(sketch, row)).unwrap_or_default();
    Some(Table { columns, rows: body.len() as u32, figures: figures as u32, sample, caption, at: sketch.at(el) })
}

fn row_of(sketch: &Sketch<'_>, el: u32) -> Row {
    let end = sketch.el(el).end;
    let mut cells = Vec::new();
    let mut child = el + 1;
    while child < end && cells.len() < MAX_CELLS {
        if matches!(sketch.el(child).tag, Tag::Td | Tag::Th) {
            cells.push(child);
        }
        child = sketch.el(child).end;
    }
    Row { el, cells }
}

fn texts(sketch: &Sketch<'_>, row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| label::one_line(sketch.text_of(*cell))).collect()
}

/// Header cells by tag, by place in a `thead`, by name, or bold from end to end.
fn is_header(sketch: &Sketch<'_>, row: &Row) -> bool {
    let mut filled = row.cells.iter().filter(|cell| sketch.text_len(**cell) > 0).peekable();
    if filled.peek().is_none() || filled.clone().any(|cell| sketch.text_len(*cell) as usize > LONGEST_HEADER) {
        return false;
    }
    let named = |el: u32| sketch.el(el).hints.has(Hints::HEAD_CELL);
    let parent = sketch.el(row.el).parent;
    if sketch.el(parent).tag == Tag::Thead || named(row.el) {
        return true;
    }
    filled.all(|cell| sketch.el(*cell).tag == Tag::Th || named(*cell) || is_bold(sketch, *cell))
}

fn is_bold(sketch: &Sketch<'_>, cell: u32) -> bool {
    if sketch
        .attr(cell, "style")
        .is_some_and(|style| style.contains("bold") || style.contains("weight:700") || style.contains("weight: 700"))
    {
        return true;
    }
    let this = sketch.el(cell);
    let start = sketch.text_start(cell);
    let inside = &sketch.els[cell as usize + 1..(this.end as usize).min(cell as usize + 6)];
    inside.iter().enumerate().any(|(step, el)| {
        let index = cell + 1 + step as u32;
        el.tag == Tag::B && sketch.text_start(index) == start && el.text.1 + 2 >= this.text.1
    })
}

/// Header cells of one or two rows: a second one follows where the first spans columns.
fn header_cells(sketch: &Sketch<'_>, rows: &[Row]) -> (Vec<String>, usize) {
    let spans = rows[0].cells.iter().any(|cell| sketch.attr(*cell, "colspan").is_some_and(|span| span.trim() != "1"));
    let mut columns = texts(sketch, &rows[0]);
    let mut lines = 1;
    if spans
        && let Some(second) = rows.get(1)
        && is_header(sketch, second)
    {
        columns.extend(texts(sketch, second));
        lines = 2;
    }
    // Rows of column numbers ("1 | 2 | 3") under the header.
    if let Some(next) = rows.get(lines)
        && next.cells.len() > 2
        && next.cells.iter().enumerate().all(|(at, cell)| {
            let text = sketch.text_of(*cell).trim_matches(['(', ')']);
            text.parse::<usize>().is_ok_and(|number| number == at + 1)
        })
    {
        lines += 1;
    }
    columns.retain(|column| !column.is_empty());
    (columns, lines)
}

/// Rows of the same number of short cells, without forms or lists of links inside.
fn is_grid(sketch: &Sketch<'_>, rows: &[Row]) -> bool {
    const ROWS: usize = 3;
    const LONGEST_CELL: u32 = 600;
    let width = rows[0].cells.len();
    let alike = rows.iter().filter(|row| row.cells.len() == width).count();
    if rows.len() < ROWS || width < 2 || alike * 10 < rows.len() * 7 {
        return false;
    }
    rows.iter().take(50).flat_map(|row| &row.cells).all(|cell| {
        sketch.text_len(*cell) <= LONGEST_CELL
            && sketch.within(&sketch.anchors, *cell).len() <= 6
            && sketch.within(&sketch.fields, *cell).len() <= 1
    })
}

/// A first row of short words above rows with figures or dates.
fn could_be_header(sketch: &Sketch<'_>, rows: &[Row]) -> bool {
    let words = |cell: &u32| {
        let text = sketch.text_of(*cell);
        !text.is_empty() && text.len() <= 60 && !text.bytes().any(|b| b.is_ascii_digit()) && !text.contains(':')
    };
    let cells = &rows[0].cells;
    cells.len() >= 3
        && cells.iter().all(words)
        && rows[1..].iter().take(5).any(|row| row.cells.iter().any(|cell| !words(cell)))
}

fn caption(sketch: &Sketch<'_>, el: u32) -> String {
    let end = sketch.el(el).end;
    let caption = (el + 1..end).take(3).find(|index| sketch.el(*index).tag == Tag::Caption);
    let heading =
        || sketch.within(&sketch.headings, el).iter().copied().find(|index| matches!(sketch.el(*index).tag, Tag::H(_)));
    caption.or_else(heading).map(|index| label::one_line(sketch.text_of(index))).unwrap_or_default()
}

/// Whether the first column counts the rows.
fn has_ordinals(sketch: &Sketch<'_>, columns: &[String], body: &[Row]) -> bool {
    let named = columns.first().is_some_and(|column| {
        matches!(crate::text::normalise(column).as_str(), "stt" | "tt" | "số tt" | "số thứ tự" | "no" | "" | "s tt")
    });
    let counts = |row: &Row, number: usize| {
        row.cells.first().is_some_and(|cell| sketch.text_of(*cell).trim_matches(['.', ' ']).parse() == Ok(number))
    };
    named || (body.len() > 1 && counts(&body[0], 1) && counts(&body[1], 2))
}

/// A number, perhaps with a sign, a percent sign or brackets; no date.
fn is_figure(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '%', '+', '-', '−', ' ', '±', '≈', '~', '<', '>']);
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.len() <= 24
        && bare.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' ' | b'/' | b'-'))
        && !bare.contains('/')
        && dates::date_at(bare, 0).is_none()
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    fn tables(html: &str) -> Vec<Table> {
        collect(&Sketch::of(&dom::parse(html)))
    }

    #[test]
    fn headers_are_known_by_tag_boldness_and_name() {
        for head in [
            "<thead><tr><td>STT<td>Tên dự án<td>Vốn</thead>",
            "<tr><th>STT<th>Tên dự án<th>Vốn",
            "<tr><td><b>STT</b><td><p><strong>Tên dự án</strong></p><td><b>Vốn</b>",
            "<tr class=rgHeader><td>STT<td>Tên dự án<td>Vốn",
            "<tr><td style='font-weight:bold'>STT<td style='font-weight:bold'>Tên dự án<td style='font-weight: bold'>Vốn",
        ] {
            let found = tables(&format!("<table>{head}<tr><td>1<td>Cầu<td>1.200<tr><td>2<td>Đường<td>15,5%</table>"));
            assert_eq!(found.len(), 1, "{head}");
            assert_eq!(found[0].columns, ["STT", "Tên dự án", "Vốn"]);
            assert_eq!((found[0].rows, found[0].figures), (2, 2));
            assert_eq!(found[0].sample, ["1", "Cầu", "1.200"]);
        }
    }

    #[test]
    fn layout_is_no_data() {
        assert!(tables("<table><tr><td>Trái<td>Phải</table>").is_empty());
        assert!(tables("<table><tr><td><table><tr><td>a</table><td>b<tr><td>c<td>d<tr><td>e<td>f</table>").is_empty());
        assert!(
            tables("<table><tr><td>Họ tên<td><input><tr><td>Thư<td><input name=a><input name=b><tr><td>x<td>y</table>")
                .is_empty()
        );
    }

    #[test]
    fn headers_of_two_rows_are_joined_and_number_rows_left_out() {
        let found = tables(
            "<table><tr><th rowspan=2>Chỉ tiêu<th colspan=2>Năm<tr><th>2023<th>2024<tr><td>1<td>2<td>3<tr><td>GRDP<td>10<td>12</table>",
        );
        assert_eq!(found[0].columns, ["Chỉ tiêu", "Năm", "2023", "2024"]);
        assert_eq!((found[0].rows, found[0].figures), (1, 2));
    }
}

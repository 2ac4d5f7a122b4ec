//! Tables with data, told from tables that lay out a page.

use super::cues::{Cue, Cues};
use super::dates;
use super::hints::Hints;
use super::label;
use super::sketch::Sketch;
use super::tag::Tag;
use super::{Line, Table};

/// Most tables of a page, and most rows of a table.
const MAX_TABLES: usize = 400;
const MAX_ROWS: usize = 5_000;
/// Most cells of a row.
const MAX_CELLS: usize = 60;
/// Longest text of a header cell, in bytes.
const LONGEST_HEADER: usize = 160;

/// Grid columns that are told apart: the bits of a mask.
const GRID: u32 = u64::BITS;

struct Row {
    el: u32,
    cells: Vec<u32>,
}

/// Where the cells of a row stand in the grid of the table: a bit for each column.
struct Placed {
    /// Of the row's own cells.
    own: Vec<u64>,
    /// Of cells of rows above that reach down to it.
    above: Vec<(u32, u64)>,
}

/// Data tables in document order.
pub(super) fn collect(sketch: &Sketch<'_>, cues: &Cues) -> Vec<Table> {
    if sketch.tables.is_empty() {
        return Vec::new();
    }
    let empty: Vec<(u32, u32)> = cues.of(Cue::Empty).map(|cue| (cue.start as u32, cue.end as u32)).collect();
    sketch.tables.iter().take(MAX_TABLES).filter_map(|el| read(sketch, *el, &empty)).collect()
}

/// The table at `el`; `empty` is where in the text something is said to be still to come.
fn read(sketch: &Sketch<'_>, el: u32, empty: &[(u32, u32)]) -> Option<Table> {
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
    let rows = &rows[first..];
    let placed = place(sketch, rows);
    let (columns, places, head) = if headed {
        header_cells(sketch, rows, &placed)
    } else if could_be_header(sketch, rows) {
        (texts(sketch, &rows[0]), placed[0].own.clone(), 1)
    } else {
        (Vec::new(), Vec::new(), 0)
    };
    let body = &rows[head..];
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
    let lines = body
        .iter()
        .zip(&placed[head..])
        .map(|(row, placed)| Line { filled: filled(sketch, row, placed, empty), span: row.el..sketch.el(row.el).end });
    Some(Table { columns, places, lines: lines.collect(), figures: figures as u32, sample, caption, at: sketch.at(el) })
}

/// Lays rows out on the grid, cells that span columns or rows included.
fn place(sketch: &Sketch<'_>, rows: &[Row]) -> Vec<Placed> {
    let spanned = |cell: u32, name: &str| {
        sketch.attr(cell, name).and_then(|span| span.trim().parse::<u32>().ok()).map_or(1, |span| span.max(1))
    };
    // Cells that reach down: the cell, its columns, and how many rows are left to it.
    let mut hanging: Vec<(u32, u64, u32)> = Vec::new();
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        let taken = hanging.iter().fold(0, |taken, (_, mask, _)| taken | mask);
        let above = hanging.iter().map(|(cell, mask, _)| (*cell, *mask)).collect();
        hanging.retain_mut(|(_, _, left)| {
            *left -= 1;
            *left > 0
        });
        let mut column = 0;
        let mut own = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            while column < GRID && taken & (1 << column) != 0 {
                column += 1;
            }
            let width = spanned(*cell, "colspan").min(GRID.saturating_sub(column));
            let mask = (column..column + width).fold(0, |mask, at| mask | (1 << at));
            column += width;
            own.push(mask);
            let deep = spanned(*cell, "rowspan");
            if deep > 1 {
                hanging.push((*cell, mask, deep - 1));
            }
        }
        placed.push(Placed { own, above });
    }
    placed
}

/// Columns of a row in which something stands. One cell across the whole row heads the rows below, it fills none.
fn filled(sketch: &Sketch<'_>, row: &Row, placed: &Placed, empty: &[(u32, u32)]) -> u64 {
    let own = row.cells.iter().copied().zip(placed.own.iter().copied());
    let cells = own.chain(placed.above.iter().copied());
    if row.cells.len() == 1 && placed.own[0].count_ones() > 1 {
        return 0;
    }
    cells.filter(|(cell, _)| is_filled(sketch, *cell, empty)).fold(0, |filled, (_, mask)| filled | mask)
}

/// Words, figures, or a picture or link that stands for them; no dashes and dots, and no word that it is still to come.
fn is_filled(sketch: &Sketch<'_>, cell: u32, empty: &[(u32, u32)]) -> bool {
    const BESIDE_NOTICE: u32 = 8;
    let text = sketch.text_of(cell);
    if text.chars().any(|c| c.is_alphanumeric() || matches!(c, '✓' | '✔' | '☑' | '●')) {
        let (from, to) = sketch.el(cell).text;
        let next = empty.partition_point(|(start, _)| *start < from);
        return !empty
            .get(next)
            .is_some_and(|(start, end)| *end <= to && text.len() as u32 <= end - start + BESIDE_NOTICE);
    }
    !sketch.within(&sketch.anchors, cell).is_empty() || !sketch.within(&sketch.images, cell).is_empty()
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

/// Header cells of one or two rows, and the columns below each: a second row follows where the first spans columns.
fn header_cells(sketch: &Sketch<'_>, rows: &[Row], placed: &[Placed]) -> (Vec<String>, Vec<u64>, usize) {
    let spans = rows[0].cells.iter().any(|cell| sketch.attr(*cell, "colspan").is_some_and(|span| span.trim() != "1"));
    let mut columns = texts(sketch, &rows[0]);
    let mut places = placed[0].own.clone();
    let mut lines = 1;
    if spans
        && let Some(second) = rows.get(1)
        && is_header(sketch, second)
    {
        columns.extend(texts(sketch, second));
        places.extend(&placed[1].own);
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
    let (columns, places) = columns.into_iter().zip(places).filter(|(column, _)| !column.is_empty()).unzip();
    (columns, places, lines)
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
        let dom = dom::parse(html);
        let sketch = Sketch::of(&dom);
        collect(&sketch, &Cues::find(&sketch.text))
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
            assert_eq!((found[0].lines.len(), found[0].figures), (2, 2));
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
        assert_eq!((found[0].lines.len(), found[0].figures), (1, 2));
    }

    #[test]
    fn a_cell_is_filled_by_words_or_a_link_and_not_by_dashes_or_promises() {
        let found = tables(
            "<table><tr><th>STT<th>Tên<th>Điện thoại<th>Tệp\
             <tr><td>1<td>An<td><td><a href=/a.pdf><i></i></a>\
             <tr><td>2<td>-<td>…<td>Đang cập nhật\
             <tr><td>3<td rowspan=2>Bình<td>024 3825<td>\
             <tr><td>4<td>024 3826<td>\
             <tr><td colspan=4>Phòng Một</table>",
        );
        assert_eq!(found[0].places, [1, 2, 4, 8]);
        let filled: Vec<u64> = found[0].lines.iter().map(|line| line.filled).collect();
        assert_eq!(filled, [0b1011, 0b0001, 0b0111, 0b0111, 0]);
    }
}

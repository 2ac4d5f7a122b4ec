//! A document for word processors: real headings, captions with their numbers, heads of tables that are repeated, a table
//! of contents. The parts are templates that a designer can edit, put into an archive; the library for such files
//! (docx-rs, as of 0.4.22) marks no row as the head of its table and calls every picture "Figure", without a text for
//! those who cannot see it. Pictures go in as PNG: not every word processor draws SVG.

use std::io::{Cursor, Write as _};

use minijinja::{Value, context, value::Serde};
use resvg::{tiny_skia, usvg};
use zip::{DateTime, ZipWriter, write::SimpleFileOptions};

use super::{
    Error,
    model::{Block, Document, Figure, Paragraph},
};
use crate::report::{html::environment, picture::FACES};

/// Where a part lies in the archive, and its template.
const PARTS: [(&str, &str); 10] = [
    ("[Content_Types].xml", include_str!("../../../reports/templates/docx/content-types.xml")),
    ("_rels/.rels", include_str!("../../../reports/templates/docx/rels.xml")),
    ("docProps/core.xml", include_str!("../../../reports/templates/docx/core.xml")),
    ("word/document.xml", include_str!("../../../reports/templates/docx/document.xml")),
    ("word/_rels/document.xml.rels", include_str!("../../../reports/templates/docx/document-rels.xml")),
    ("word/styles.xml", include_str!("../../../reports/templates/docx/styles.xml")),
    ("word/numbering.xml", include_str!("../../../reports/templates/docx/numbering.xml")),
    ("word/settings.xml", include_str!("../../../reports/templates/docx/settings.xml")),
    ("word/header.xml", include_str!("../../../reports/templates/docx/header.xml")),
    ("word/first-header.xml", include_str!("../../../reports/templates/docx/first-header.xml")),
];
const FOOTER: (&str, &str) = ("word/footer.xml", include_str!("../../../reports/templates/docx/footer.xml"));

/// Dots of a picture to one of its own units: about 200 an inch on paper.
const SCALE: f32 = 2.0;

pub(super) fn write(document: &Document) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Archive(error.to_string());
    let (document, links) = linked(document);
    let pictures: Vec<&Figure> = document.blocks.iter().filter_map(figure).collect();
    let mut environment = environment()?;
    let values = context! {
        doc => Value::from(Serde(&document)),
        links => links,
        pictures => pictures.iter().map(|figure| figure.number).collect::<Vec<_>>(),
    };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The time of every part is that of no clock.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, template) in PARTS.into_iter().chain([FOOTER]) {
        environment.add_template(name, template)?;
        let text = environment.get_template(name)?.render(&values)?;
        archive.start_file(name, options).map_err(|error| failed(&error))?;
        archive.write_all(text.trim_start().as_bytes()).map_err(|error| failed(&error))?;
    }
    let fonts = usvg::Options { fontdb: faces().into(), ..usvg::Options::default() };
    for picture in pictures {
        let name = format!("word/media/picture{}.png", picture.number);
        archive.start_file(name, options).map_err(|error| failed(&error))?;
        archive.write_all(&png(&picture.svg, &fonts)?).map_err(|error| failed(&error))?;
    }
    Ok(archive.finish().map_err(|error| failed(&error))?.into_inner())
}

fn figure(block: &Block) -> Option<&Figure> {
    match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    }
}

/// The document with the name of a relationship in the place of every address, and the addresses in their order.
fn linked(document: &Document) -> (Document, Vec<String>) {
    let mut document = document.clone();
    let mut links = Vec::new();
    let mut name = |link: &mut Option<String>| {
        if let Some(address) = link.take() {
            links.push(address);
            *link = Some(format!("link{}", links.len()));
        }
    };
    let mut named = |paragraph: &mut Paragraph| paragraph.spans.iter_mut().for_each(|span| name(&mut span.link));
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(paragraph) => named(paragraph),
            Block::List { items } => items.iter_mut().for_each(&mut named),
            _ => {}
        }
    }
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| name(&mut cell.link));
        }
    }
    (document, links)
}

fn faces() -> usvg::fontdb::Database {
    let mut faces = usvg::fontdb::Database::new();
    for face in FACES {
        faces.load_font_data(face.to_vec());
    }
    faces
}

fn png(svg: &str, options: &usvg::Options<'_>) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Archive(error.to_string());
    let tree = usvg::Tree::from_str(svg, options).map_err(|error| failed(&error))?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or_else(|| failed(&"a picture without a size"))?;
    let mut dots = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| failed(&"a picture too large"))?;
    dots.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut dots.as_mut());
    dots.encode_png().map_err(|error| failed(&error))
}

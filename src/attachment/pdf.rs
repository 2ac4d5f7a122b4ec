//! The text of a PDF file. The library reads objects and content streams; this file follows the operators that show
//! text (ISO 32000-1 section 9) and puts spaces and line ends where the page has gaps.

mod font;

use std::{collections::HashMap, rc::Rc};

use hayro_syntax::{
    DecryptionError, LoadPdfError, Pdf,
    content::UntypedIter,
    object::{Dict, Name, Object, Stream},
    page::Resources,
};

use self::font::Font;
use super::{Unread, read::Extract};

/// Pages whose text is read.
const MOST_PAGES: usize = 30;
/// Operators followed in one file.
const MOST_STEPS: u32 = 3_000_000;
/// Forms within forms.
const DEEPEST: u8 = 5;

/// An affine map `[a b c d e f]` as PDF writes it.
type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

pub(super) fn extract(body: &[u8]) -> Result<Extract, Unread> {
    let pdf = Pdf::new(body.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unread::Locked,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Unread::Malformed,
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Unread::Malformed);
    }
    let mut walk = Walk {
        out: Extract { pages: u32::try_from(pages.len()).ok(), ..Extract::default() },
        steps: 0,
        pen: None,
        full: false,
    };
    walk.out.title = pdf.metadata().title.as_deref().map(text_string).unwrap_or_default();
    for page in pages.iter().take(MOST_PAGES) {
        walk.content(page.operations(), page.resources(), IDENTITY, 0);
        walk.end_line();
        if walk.full {
            break;
        }
    }
    walk.out.truncated |= walk.full || pages.len() > MOST_PAGES;
    Ok(walk.out)
}

/// A text string outside content streams (section 7.9.2.2).
fn text_string(bytes: &[u8]) -> String {
    if let Some(wide) = bytes.strip_prefix(b"\xfe\xff") {
        let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    String::from_utf8_lossy(plain).into_owned()
}

/// Where the last glyph ended, in page units.
#[derive(Clone, Copy)]
struct Pen {
    x: f64,
    y: f64,
    /// Height of the glyphs on the page.
    size: f64,
}

struct Walk {
    out: Extract,
    steps: u32,
    pen: Option<Pen>,
    /// Whether a limit was reached.
    full: bool,
}

/// The parameters of the text state that bear on what is shown where (section 9.3).
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    scale: f64,
    leading: f64,
}

impl Walk {
    fn content(&mut self, mut steps: UntypedIter<'_>, resources: &Resources<'_>, ctm: Matrix, depth: u8) {
        let mut fonts: HashMap<Vec<u8>, Option<Rc<Font>>> = HashMap::new();
        let mut state = State { ctm, font: None, size: 1.0, letter_gap: 0.0, word_gap: 0.0, scale: 1.0, leading: 0.0 };
        let mut saved: Vec<State> = Vec::new();
        let (mut matrix, mut line) = (IDENTITY, IDENTITY);
        while let Some(step) = steps.next() {
            self.steps += 1;
            if self.full || self.steps > MOST_STEPS {
                self.full = true;
                return;
            }
            let numbers: Vec<f64> = step.operands().filter_map(number).take(6).collect();
            let n = |index: usize| numbers.get(index).copied().unwrap_or(0.0);
            match &**step.operator {
                b"q" if saved.len() < 64 => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" if numbers.len() == 6 => state.ctm = times(&[n(0), n(1), n(2), n(3), n(4), n(5)], &state.ctm),
                b"BT" => (matrix, line) = (IDENTITY, IDENTITY),
                b"Tc" => state.letter_gap = n(0),
                b"Tw" => state.word_gap = n(0),
                b"Tz" => state.scale = n(0) / 100.0,
                b"TL" => state.leading = n(0),
                b"Tf" => {
                    if let Some(Object::Name(name)) = step.operands().next() {
                        let make = || resources.get_font(name).map(|dict| Rc::new(Font::new(&dict)));
                        state.font.clone_from(fonts.entry(name.to_vec()).or_insert_with(make));
                    }
                    state.size = n(0);
                }
                b"Tm" if numbers.len() == 6 => {
                    line = [n(0), n(1), n(2), n(3), n(4), n(5)];
                    matrix = line;
                }
                b"Td" | b"TD" => {
                    if &**step.operator == b"TD" {
                        state.leading = -n(1);
                    }
                    line = times(&[1.0, 0.0, 0.0, 1.0, n(0), n(1)], &line);
                    matrix = line;
                }
                b"T*" => next_line(&state, &mut line, &mut matrix),
                b"Tj" => self.show_all(step.operands(), &state, &mut matrix),
                b"'" => {
                    next_line(&state, &mut line, &mut matrix);
                    self.show_all(step.operands(), &state, &mut matrix);
                }
                b"\"" => {
                    (state.word_gap, state.letter_gap) = (n(0), n(1));
                    next_line(&state, &mut line, &mut matrix);
                    self.show_all(step.operands(), &state, &mut matrix);
                }
                b"TJ" => {
                    for part in step.operands().filter_map(|operand| match operand {
                        Object::Array(array) => Some(array.clone()),
                        _ => None,
                    }) {
                        let parts: Vec<Object<'_>> = part.iter::<Object<'_>>().collect();
                        for part in &parts {
                            match part {
                                Object::Number(shift) => {
                                    let shift = -shift.as_f64() / 1000.0 * state.size * state.scale;
                                    matrix = times(&[1.0, 0.0, 0.0, 1.0, shift, 0.0], &matrix);
                                }
                                Object::String(codes) => self.show(codes.as_bytes(), &state, &mut matrix),
                                _ => {}
                            }
                        }
                    }
                }
                b"Do" if depth < DEEPEST => {
                    if let Some(Object::Name(name)) = step.operands().next() {
                        self.form(name, resources, &state, depth);
                    }
                }
                _ => {}
            }
        }
    }

    /// The content of a form (section 8.10); pictures say nothing.
    fn form(&mut self, name: &Name<'_>, resources: &Resources<'_>, state: &State, depth: u8) {
        let Some(stream) = resources.get_x_object(name) else { return };
        let dict = stream.dict();
        if dict.get::<Name<'_>>(b"Subtype").is_none_or(|kind| &*kind != b"Form") {
            return;
        }
        let matrix = dict.get::<[f32; 6]>(b"Matrix").map_or(IDENTITY, |matrix| matrix.map(f64::from));
        let Ok(content) = Stream::decoded(&stream) else { return };
        let own = dict.get::<Dict<'_>>(b"Resources").map(Resources::new);
        self.content(
            UntypedIter::new(&content),
            own.as_ref().unwrap_or(resources),
            times(&matrix, &state.ctm),
            depth + 1,
        );
    }

    fn show_all<'o, 'a: 'o>(
        &mut self,
        operands: impl Iterator<Item = &'o Object<'a>>,
        state: &State,
        matrix: &mut Matrix,
    ) {
        for operand in operands {
            if let Object::String(codes) = operand {
                self.show(codes.as_bytes(), state, matrix);
            }
        }
    }

    /// Shows the glyphs of a string and moves `matrix` behind them.
    fn show(&mut self, codes: &[u8], state: &State, matrix: &mut Matrix) {
        let Some(font) = &state.font else { return };
        for (code, bytes) in font.codes(codes) {
            let place = times(matrix, &state.ctm);
            let size = state.size.abs() * place[1].hypot(place[0]);
            self.meet(&place, size);
            if !font.push(code, &mut self.out) {
                self.full = true;
                return;
            }
            let gap = if bytes == 1 && code == 32 { state.word_gap } else { 0.0 };
            let advance = (font.width(code) / 1000.0 * state.size + state.letter_gap + gap) * state.scale;
            *matrix = times(&[1.0, 0.0, 0.0, 1.0, advance, 0.0], matrix);
            let end = times(matrix, &state.ctm);
            self.pen = Some(Pen { x: end[4], y: end[5], size });
        }
    }

    /// Puts a space or a line end before a glyph at `place` that does not stand right behind the last one.
    fn meet(&mut self, place: &Matrix, size: f64) {
        let Some(pen) = self.pen else { return };
        let (dx, dy) = (place[4] - pen.x, place[5] - pen.y);
        let length = place[0].hypot(place[1]);
        if length <= 0.0 {
            return;
        }
        let (along, across) = ((dx * place[0] + dy * place[1]) / length, (dy * place[0] - dx * place[1]) / length);
        let em = size.max(pen.size).max(f64::MIN_POSITIVE);
        if across.abs() > 0.6 * em || along < -2.0 * em {
            self.end_line();
        } else if along > 0.18 * em && !self.out.text.ends_with([' ', '\n']) {
            self.out.push(" ");
        }
    }

    fn end_line(&mut self) {
        self.pen = None;
        if !self.out.text.is_empty() && !self.out.text.ends_with('\n') {
            self.out.push("\n");
        }
    }
}

fn next_line(state: &State, line: &mut Matrix, matrix: &mut Matrix) {
    *line = times(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
    *matrix = *line;
}

fn number(object: &Object<'_>) -> Option<f64> {
    match object {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    }
}

/// First `a`, then `b`.
fn times(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

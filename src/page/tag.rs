//! Element names that matter, as one byte.

/// The elements some rule of this stage asks about; all others are `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    A,
    Address,
    Area,
    Article,
    Aside,
    B,
    Base,
    Block,
    Body,
    Br,
    Button,
    Caption,
    Dd,
    Details,
    Div,
    Dl,
    Dt,
    Embed,
    Fieldset,
    Footer,
    Form,
    H(u8),
    Head,
    Header,
    Html,
    Iframe,
    Img,
    Input,
    Label,
    Legend,
    Li,
    Link,
    Main,
    Meta,
    Nav,
    Object,
    Option,
    Other,
    P,
    /// `script`, `style`, `noscript`, `template`, `svg` …: nothing for a reader inside.
    Raw,
    Section,
    Select,
    Span,
    Summary,
    Table,
    Tbody,
    Td,
    Textarea,
    Th,
    Thead,
    Title,
    Tr,
    Ul,
}

impl Tag {
    pub(super) fn of(name: &str) -> Self {
        match name.as_bytes() {
            b"a" => Self::A,
            b"div" => Self::Div,
            b"li" => Self::Li,
            b"span" => Self::Span,
            b"p" => Self::P,
            b"td" => Self::Td,
            b"tr" => Self::Tr,
            b"img" => Self::Img,
            b"ul" | b"ol" => Self::Ul,
            b"b" | b"strong" => Self::B,
            b"br" => Self::Br,
            b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"noembed" | b"noframes" => Self::Raw,
            b"option" => Self::Option,
            b"input" => Self::Input,
            b"h1" => Self::H(1),
            b"h2" => Self::H(2),
            b"h3" => Self::H(3),
            b"h4" => Self::H(4),
            b"h5" => Self::H(5),
            b"h6" => Self::H(6),
            b"link" => Self::Link,
            b"meta" => Self::Meta,
            b"table" => Self::Table,
            b"tbody" | b"tfoot" => Self::Tbody,
            b"th" => Self::Th,
            b"thead" => Self::Thead,
            b"label" => Self::Label,
            b"form" => Self::Form,
            b"select" => Self::Select,
            b"textarea" => Self::Textarea,
            b"button" => Self::Button,
            b"iframe" | b"frame" => Self::Iframe,
            b"area" => Self::Area,
            b"section" => Self::Section,
            b"article" => Self::Article,
            b"header" => Self::Header,
            b"footer" => Self::Footer,
            b"nav" => Self::Nav,
            b"main" => Self::Main,
            b"aside" => Self::Aside,
            b"dl" => Self::Dl,
            b"dt" => Self::Dt,
            b"dd" => Self::Dd,
            b"caption" => Self::Caption,
            b"fieldset" => Self::Fieldset,
            b"legend" => Self::Legend,
            b"details" => Self::Details,
            b"summary" => Self::Summary,
            b"address" => Self::Address,
            b"body" => Self::Body,
            b"head" => Self::Head,
            b"html" => Self::Html,
            b"title" => Self::Title,
            b"base" => Self::Base,
            b"embed" => Self::Embed,
            b"object" => Self::Object,
            b"blockquote" | b"center" | b"dialog" | b"dir" | b"figcaption" | b"figure" | b"hgroup" | b"hr"
            | b"menu" | b"pre" | b"search" | b"marquee" | b"optgroup" | b"frameset" => Self::Block,
            _ => Self::Other,
        }
    }

    /// Whether text before, inside and after stands on different lines.
    pub(super) const fn breaks(self) -> bool {
        !matches!(
            self,
            Self::A
                | Self::Area
                | Self::B
                | Self::Base
                | Self::Embed
                | Self::Img
                | Self::Input
                | Self::Label
                | Self::Link
                | Self::Meta
                | Self::Object
                | Self::Other
                | Self::Raw
                | Self::Span
                | Self::Button
        )
    }

    /// Whether its text is no part of what a visitor reads in the page's flow.
    pub(super) const fn is_mute(self) -> bool {
        matches!(self, Self::Raw | Self::Head | Self::Select | Self::Textarea | Self::Iframe)
    }

    /// A box that groups other elements.
    pub(super) const fn is_box(self) -> bool {
        matches!(
            self,
            Self::Div
                | Self::Section
                | Self::Article
                | Self::Fieldset
                | Self::Table
                | Self::Td
                | Self::Form
                | Self::Block
                | Self::Main
                | Self::Aside
                | Self::Dl
                | Self::Ul
        )
    }
}

//! Where the parser puts its tree: scraper's, but for the attributes, which are kept together, and the text of
//! comments, which nobody reads.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};
use scraper::{Html, HtmlTreeSink};

use super::attributes::Attributes;

/// A tree in the making.
pub(super) struct Sink {
    tree: HtmlTreeSink,
    attributes: RefCell<Attributes>,
}

impl Sink {
    pub(super) fn new(html: Html, attributes: Attributes) -> Self {
        Self { tree: HtmlTreeSink::new(html), attributes: RefCell::new(attributes) }
    }

    /// The tree as far as it is made.
    pub(super) fn html(&self) -> Ref<'_, Html> {
        self.tree.0.borrow()
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = (Html, Attributes);
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self::Output {
        (self.tree.finish(), self.attributes.into_inner())
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let element = self.tree.create_element(name, Vec::new(), flags);
        self.attributes.borrow_mut().add(element, &attrs);
        element
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.attributes.borrow_mut().add_missing(*target, &attrs);
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.tree.create_comment(StrTendril::new())
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.tree.create_pi(StrTendril::new(), StrTendril::new())
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.tree.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.tree.elem_name(target)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.tree.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        self.tree.append_based_on_parent_node(element, previous, child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        self.tree.append_before_sibling(sibling, new);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.get_template_contents(target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.set_quirks_mode(mode);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.tree.reparent_children(node, new_parent);
    }
}

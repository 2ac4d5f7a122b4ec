//! What a site has in store for all its pages: documents of the register, news.

use jiff::Span;

use crate::registry::SurveyTier;

use super::{
    content::{Document, Item},
    node::DOCUMENTS,
    portal::State,
    prose,
    rng::Rng,
    site::Site,
};

impl Site {
    /// The `k`-th document; its address is added when all are known.
    pub(super) fn document(&self, k: u16) -> Document {
        let mut rng = Rng::nth(self.seed, "document", u64::from(k));
        let portal = self.portal();
        let issued = self.ago(self.lag("legal-documents") + usize::from(k) * 9 + rng.below(5));
        let province = portal.tier == SurveyTier::Province;
        let types: &[(&str, &str, bool)] = if province {
            &[
                ("Quyết định", "QĐ", true),
                ("Quyết định", "QĐ", false),
                ("Kế hoạch", "KH", false),
                ("Chỉ thị", "CT", false),
                ("Thông báo", "TB", false),
            ]
        } else {
            &[
                ("Thông tư", "TT", true),
                ("Quyết định", "QĐ", false),
                ("Chỉ thị", "CT", false),
                ("Kế hoạch", "KH", false),
                ("Thông báo", "TB", false),
            ]
        };
        let (kind, letters, normative) = types[rng.below(types.len())];
        let serial = rng.between(2, 40) + if normative { 0 } else { usize::from(DOCUMENTS - k) * 31 };
        let number = if normative {
            format!("{serial:02}/{}/{letters}-{}", issued.year(), portal.code)
        } else {
            format!("{serial}/{letters}-{}", portal.code)
        };
        let file = (self.state("legal-documents-download") == State::Passed).then(|| {
            let name = number.replace('/', "-").replace('Đ', "D");
            format!("/tep/{}/{name}.{}", issued.year(), if rng.chance(80) { "pdf" } else { "docx" })
        });
        Document {
            number,
            kind,
            about: format!("về việc {}", prose::about(&mut rng)),
            issued,
            effective: issued.saturating_add(Span::new().days(15)),
            authority: if province { format!("Ủy ban nhân dân {}", portal.name) } else { portal.name.clone() },
            signer: prose::name(&mut rng),
            href: String::new(),
            file,
        }
    }

    /// The `k`-th article, likewise.
    pub(super) fn article(&self, k: u16) -> Item {
        let mut rng = Rng::nth(self.seed, "article", u64::from(k));
        let name = &self.portal().name;
        let date = self.ago(usize::from(k) * 2 + rng.below(2));
        Item {
            title: prose::title(name, &mut rng),
            href: String::new(),
            date: Some(date),
            summary: prose::sentence(name, &mut rng),
        }
    }
}

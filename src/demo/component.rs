//! Component sites of the simulated portals: sites of departments, units, districts and communes.

use crate::registry::SurveyTier;

use super::{Rng, plan::PlanOptions, portal::PlannedPortal};

/// Kind of body behind a component site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComponentKind {
    /// A specialised department of a province (sở, ban).
    Department,
    /// A unit of a ministry or agency (vụ, cục, viện).
    Unit,
    /// Huyện, quận, thị xã.
    District,
    /// Xã, phường, thị trấn.
    Commune,
}

/// What a visitor meets at the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Life {
    /// A site.
    Alive,
    /// Connections are refused.
    Dead,
    /// A redirect to another component site of the same portal.
    Moved,
}

/// A planted component site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Kind.
    pub kind: ComponentKind,
    /// `Sở Tài chính Tỉnh Mẫu 01`.
    pub name: String,
    /// `sotaichinh.tinh-mau-01.gov.vn`.
    pub host: String,
    /// Alive, dead or moved.
    pub life: Life,
    /// Same header and footer as the portal.
    pub frame: bool,
    /// Links to the portal.
    pub links_back: bool,
}

const DEPARTMENTS: &[(&str, &str)] = &[
    ("Sở Tài chính", "sotaichinh"),
    ("Sở Tư pháp", "sotuphap"),
    ("Sở Nội vụ", "sonoivu"),
    ("Sở Xây dựng", "soxaydung"),
    ("Sở Y tế", "soyte"),
    ("Sở Công Thương", "socongthuong"),
    ("Sở Giáo dục và Đào tạo", "sogddt"),
    ("Sở Khoa học và Công nghệ", "sokhcn"),
    ("Sở Văn hóa và Thể thao", "sovhtt"),
    ("Sở Nông nghiệp", "sonongnghiep"),
    ("Thanh tra tỉnh", "thanhtra"),
    ("Ban Quản lý khu kinh tế", "bqlkkt"),
    ("Ban Dân tộc", "bandantoc"),
    ("Sở Ngoại vụ", "songoaivu"),
];
const UNITS: &[(&str, &str)] = &[
    ("Vụ Pháp chế", "phapche"),
    ("Vụ Kế hoạch", "kehoach"),
    ("Cục Chuyển đổi số", "chuyendoiso"),
    ("Cục Quản lý chất lượng", "qlcl"),
    ("Thanh tra", "thanhtra"),
    ("Viện Nghiên cứu chính sách", "viennghiencuu"),
    ("Trung tâm Thông tin", "ttthongtin"),
    ("Cục Hợp tác", "hoptac"),
    ("Văn phòng", "vanphong"),
    ("Tạp chí", "tapchi"),
    ("Trường Bồi dưỡng cán bộ", "boiduong"),
    ("Vụ Tổ chức cán bộ", "tccb"),
];

/// So many component sites are more than a handful, and dealt out to a portal at once where there are enough.
pub(super) const MANY: usize = 5;

/// Deals component sites out: `levels` of 63 provinces get district sites and, of these, commune sites; one portal
/// after the other gets [`MANY`] and one; the rest goes round all of them until `options.components` living sites
/// stand. Some that the levels do not ask for get none.
pub(crate) fn plant(portals: &mut [PlannedPortal], options: &PlanOptions, levels: (u32, u32)) {
    let mut rng = Rng::keyed(options.seed, "components");
    let provinces: Vec<usize> = (0..portals.len()).filter(|&i| portals[i].tier == SurveyTier::Province).collect();
    let size = provinces.len() as u32;
    let scaled = |part: u32| (part * size * 2 + 63) / 126;
    let mut visible: Vec<usize> = provinces.into_iter().filter(|&i| !portals[i].hidden()).collect();
    // Integrated provinces first: they must have something to be integrated with.
    rng.shuffle(&mut visible);
    visible.sort_by_key(|&i| !portals[i].integrated);
    let district: Vec<usize> = visible.iter().copied().take(scaled(levels.0) as usize).collect();
    let mut commune = district.clone();
    rng.shuffle(&mut commune);
    commune.truncate(scaled(levels.1) as usize);

    let mut counts = vec![[0_u32; 3]; portals.len()];
    for &i in &district {
        counts[i][1] = 1;
    }
    for &i in &commune {
        counts[i][2] = 1;
    }
    let mut hosts: Vec<usize> = (0..portals.len()).filter(|&i| !portals[i].hidden()).collect();
    for &i in &hosts {
        if portals[i].integrated && counts[i] == [0; 3] {
            counts[i][0] = 1;
        }
    }
    let alone = |i: usize, rng: &mut Rng| counts[i] == [0; 3] && rng.chance(35);
    let chosen: Vec<usize> = hosts.iter().copied().filter(|&i| !alone(i, &mut rng)).collect();
    if !chosen.is_empty() {
        hosts = chosen;
    }
    let mut left = options.components.saturating_sub(counts.iter().flatten().sum());
    rng.shuffle(&mut hosts);
    hosts.sort_by_key(|&i| !portals[i].integrated);
    let mut complete = Vec::new();
    for &i in &hosts {
        let missing = (MANY as u32 + 1).saturating_sub(counts[i].iter().sum());
        if missing <= left {
            counts[i][0] += missing;
            left -= missing;
            complete.push(i);
        }
    }
    // Too few for another portal: they go to those that have many, if any.
    let hosts = if complete.is_empty() { hosts.get(..1).unwrap_or_default().to_vec() } else { complete };
    // Round by round: a department here, a district there, more communes than anything else.
    while left > 0 && !hosts.is_empty() {
        for &i in &hosts {
            if left == 0 {
                break;
            }
            let [departments, districts, communes] = counts[i];
            let kind = match rng.below(10) {
                0..3 if departments < 14 => 0,
                3..5 if districts > 0 && districts < 12 => 1,
                _ if communes > 0 => 2,
                _ => 0,
            };
            counts[i][kind] += 1;
            left -= 1;
        }
    }
    for (i, [departments, districts, communes]) in counts.into_iter().enumerate() {
        let portal = &mut portals[i];
        let mut sites: Vec<Component> = Vec::new();
        let main = if portal.tier == SurveyTier::Province { ComponentKind::Department } else { ComponentKind::Unit };
        for (kind, count) in
            [(main, departments), (ComponentKind::District, districts), (ComponentKind::Commune, communes)]
        {
            sites.extend((0..count).map(|n| site(portal, kind, n, &mut rng)));
        }
        if !portal.integrated && !sites.is_empty() {
            spoil(portal, &mut sites, main, &mut rng);
        }
        portal.components = sites;
    }
}

fn site(portal: &PlannedPortal, kind: ComponentKind, number: u32, rng: &mut Rng) -> Component {
    let at = number as usize;
    let (name, label) = match kind {
        ComponentKind::Department => numbered(DEPARTMENTS, at),
        ComponentKind::Unit => numbered(UNITS, at),
        ComponentKind::District => {
            let word = [("Huyện", "huyen"), ("Thị xã", "thixa"), ("Quận", "quan")][at % 3];
            (format!("{} Mẫu {:02}", word.0, at + 1), format!("{}mau{:02}", word.1, at + 1))
        }
        ComponentKind::Commune => {
            let word = [("Xã", "xa"), ("Phường", "phuong"), ("Thị trấn", "thitran")]
                [usize::from(at % 5 == 4) + usize::from(at % 9 == 8)];
            (format!("{} Mẫu {:03}", word.0, at + 1), format!("{}mau{:03}", word.1, at + 1))
        }
    };
    // A site that stands alone in an integrated portal would be a contradiction.
    let loose = !portal.integrated && rng.chance(35);
    Component {
        kind,
        name,
        host: format!("{label}.{}", portal.host),
        life: Life::Alive,
        frame: !loose,
        links_back: !loose || rng.chance(60),
    }
}

fn numbered(list: &[(&str, &str)], at: usize) -> (String, String) {
    let (name, label) = list[at % list.len()];
    match at / list.len() {
        0 => (name.to_owned(), label.to_owned()),
        round => (format!("{name} {}", round + 1), format!("{label}{}", round + 1)),
    }
}

/// Adds a dead and a moved address, where there are many, and makes sure that one living site neither shares the frame nor links back.
fn spoil(portal: &PlannedPortal, sites: &mut Vec<Component>, main: ComponentKind, rng: &mut Rng) {
    let at = rng.below(sites.len());
    sites[at].frame = false;
    sites[at].links_back = false;
    for (life, name, label) in
        [(Life::Dead, "Trung tâm Lưu trữ", "luutru"), (Life::Moved, "Trung tâm Tin học", "tinhoc")]
    {
        if sites.len() >= MANY && rng.chance(70) {
            let host = format!("{label}.{}", portal.host);
            let name = name.to_owned();
            sites.push(Component { kind: main, name, host, life, frame: false, links_back: false });
        }
    }
}

impl PlannedPortal {
    /// Living component sites.
    pub(crate) fn living_sites(&self) -> usize {
        self.components.iter().filter(|c| c.life == Life::Alive).count()
    }

    /// Living component sites of `kind`.
    pub fn living(&self, kind: ComponentKind) -> usize {
        self.components.iter().filter(|c| c.kind == kind && c.life == Life::Alive).count()
    }
}

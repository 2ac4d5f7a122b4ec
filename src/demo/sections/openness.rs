//! What the agency lays open: money, figures, projects, topics, warnings, the list of public information, data.

use super::super::{
    content::{Block, Cell, Item},
    node::Node,
    portal::State,
    prose,
    site::Site,
};

/// What stands in a section of this file.
pub(super) fn genuine(site: &Site, id: &str) -> Option<Vec<Block>> {
    let portal = site.portal();
    let mut rng = site.rng(id);
    let year = site.today().year();
    Some(match id {
        "annual-financial-report" => {
            let of = if site.state(id) == State::Stale { year - 6 } else { year - 1 };
            let number = format!("{}/BC-{}", rng.between(20, 300), portal.code);
            vec![
                Block::Heading(format!("Báo cáo tài chính năm {of}")),
                Block::Para(format!("Báo cáo số {number} ngày 31/03/{} của {}.", of + 1, portal.name)),
                Block::Table {
                    caption: format!("Báo cáo tình hình tài chính tại ngày 31/12/{of} (đơn vị: triệu đồng)"),
                    columns: vec!["Chỉ tiêu", "Mã số", "Số cuối năm", "Số đầu năm"],
                    rows: [
                        "Tiền",
                        "Các khoản phải thu",
                        "Hàng tồn kho",
                        "Tài sản cố định",
                        "Nợ phải trả",
                        "Tài sản thuần",
                    ]
                    .iter()
                    .enumerate()
                    .map(|(i, item)| {
                        vec![
                            (*item).into(),
                            format!("{:02}", (i + 1) * 5).into(),
                            money(rng.between(1_200, 98_000)).into(),
                            money(rng.between(1_200, 98_000)).into(),
                        ]
                    })
                    .collect(),
                },
                Block::Links {
                    heading: "Tệp đính kèm".to_owned(),
                    links: vec![(format!("bao-cao-tai-chinh-{of}.pdf"), format!("/tep/{}/bctc-{of}.pdf", of + 1))],
                },
            ]
        }
        "sector-statistics" => {
            let until = site.ago(site.lag(id) + 20);
            vec![
                Block::Heading(format!("Số liệu chủ yếu đến tháng {:02}/{}", until.month(), until.year())),
                Block::Table {
                    caption: "Kỳ số liệu: tháng; nguồn: báo cáo của các đơn vị".to_owned(),
                    columns: vec!["Chỉ tiêu", "Đơn vị tính", "Tháng trước", "Tháng này", "Lũy kế"],
                    rows: (0..11)
                        .map(|k| {
                            vec![
                                format!("Kết quả {}", prose::topic(&mut rng)).into(),
                                ["Lượt", "Hồ sơ", "Tỷ đồng", "Nghìn tấn", "%"][k % 5].into(),
                                money(rng.between(110, 9_900)).into(),
                                money(rng.between(110, 9_900)).into(),
                                money(rng.between(9_900, 99_000)).into(),
                            ]
                        })
                        .collect(),
                },
                Block::Para(format!("Số liệu công bố ngày {}.", prose::dmy(until))),
                Block::Links {
                    heading: "Tải số liệu".to_owned(),
                    links: vec![("so-lieu.xlsx".to_owned(), format!("/tep/{}/so-lieu.xlsx", until.year()))],
                },
            ]
        }
        "disclosure-list" => vec![
            Block::Para(format!(
                "Ban hành kèm theo Quyết định số {}/QĐ-{} của {}.",
                rng.between(100, 900),
                portal.code,
                portal.name
            )),
            Block::Table {
                caption: String::new(),
                columns: vec![
                    "STT",
                    "Loại thông tin",
                    "Hình thức công khai",
                    "Thời điểm",
                    "Thời hạn",
                    "Địa chỉ truy cập",
                ],
                rows: (0..14)
                    .map(|k| {
                        vec![
                            (k + 1).to_string().into(),
                            format!("Thông tin về {}", prose::topic(&mut rng)).into(),
                            "Đăng tải trên Cổng thông tin điện tử".into(),
                            "05 ngày làm việc kể từ ngày tạo ra".into(),
                            "Thường xuyên".into(),
                            Cell::Link { text: "Truy cập".to_owned(), href: site.href(Node::News(k % 5, 0)) },
                        ]
                    })
                    .collect(),
            },
        ],
        "public-investment-procurement" => vec![Block::Table {
            caption: "Danh mục dự án, gói thầu".to_owned(),
            columns: vec![
                "STT",
                "Tên dự án",
                "Chủ đầu tư",
                "Tổng mức đầu tư (triệu đồng)",
                "Nguồn vốn",
                "Thời gian",
                "Kết quả",
            ],
            rows: (0..10)
                .map(|k| {
                    let from = site.ago(site.lag(id) + k * 40).year();
                    vec![
                        (k + 1).to_string().into(),
                        format!("Đầu tư xây dựng công trình phục vụ {}", prose::topic(&mut rng)).into(),
                        "Ban Quản lý dự án".into(),
                        money(rng.between(4_000, 990_000)).into(),
                        "Ngân sách nhà nước".into(),
                        format!("{from}-{}", from + 2).into(),
                        ["Đã chọn nhà thầu", "Đang mời thầu", "Hoàn thành"][k % 3].into(),
                    ]
                })
                .collect(),
        }],
        "science-topics" => vec![Block::Table {
            caption: String::new(),
            columns: vec!["Mã số", "Tên đề tài", "Cấp quản lý", "Chủ nhiệm", "Đơn vị chủ trì", "Thời gian", "Kết quả"],
            rows: (0..8)
                .map(|k| {
                    vec![
                        format!("ĐT.{:02}/{}", k + 1, year - 1).into(),
                        format!("Nghiên cứu giải pháp {}", prose::topic(&mut rng)).into(),
                        "Cấp bộ".into(),
                        format!("TS. {}", prose::name(&mut rng)).into(),
                        "Viện Nghiên cứu chính sách".into(),
                        format!("{}-{year}", year - 2).into(),
                        ["Đã nghiệm thu", "Đang thực hiện"][k % 2].into(),
                    ]
                })
                .collect(),
        }],
        "public-interest-health" => {
            let items = (0..8)
                .map(|k| {
                    let date = site.ago(site.lag(id) + k * 6);
                    let what = [
                        "mưa lớn và sạt lở đất",
                        "bệnh sốt xuất huyết",
                        "nắng nóng diện rộng",
                        "thực phẩm không rõ nguồn gốc",
                    ][k % 4];
                    Item {
                        title: format!("Cảnh báo {what} ngày {}", prose::dmy(date)),
                        href: site.news[k].href.clone(),
                        date: Some(date),
                        summary: format!("Khuyến cáo người dân tại {} chủ động phòng tránh {what}.", portal.name),
                    }
                })
                .collect();
            vec![Block::List { heading: None, items }]
        }
        _ => return None,
    })
}

/// What stands behind look-alikes of this file.
pub(super) fn sham(site: &Site, id: &str) -> Option<Vec<Block>> {
    let mut rng = site.rng(id);
    let year = site.today().year() - 1;
    Some(match id {
        "annual-financial-report" => vec![Block::Table {
            caption: format!("Quyết toán thu, chi ngân sách nhà nước năm {year}"),
            columns: vec!["STT", "Nội dung", "Dự toán", "Quyết toán"],
            rows: (1..8)
                .map(|k| {
                    vec![
                        k.to_string().into(),
                        format!("Chi cho {}", prose::topic(&mut rng)).into(),
                        money(rng.between(100, 9_000)).into(),
                        money(rng.between(100, 9_000)).into(),
                    ]
                })
                .collect(),
        }],
        "sector-statistics" => vec![Block::Fields(vec![
            ("Đang truy cập", rng.between(5, 90).to_string().into()),
            ("Hôm nay", money(rng.between(900, 5_000)).into()),
            ("Tổng lượt truy cập", money(rng.between(1_000_000, 90_000_000)).into()),
        ])],
        _ => return None,
    })
}

/// `12.345.678`.
pub(super) fn money(value: usize) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

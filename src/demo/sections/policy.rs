//! Documents: the register, drafts, treaties, dissemination, strategies, the yearly programme.

use super::super::{
    Rng,
    content::{Block, Cell, Content, Field, Item},
    node::{DOCUMENTS, Node, PER_PAGE},
    portal::State,
    prose,
    site::Site,
};

/// The filter over the register.
fn filter(site: &Site) -> Block {
    Block::Form {
        title: "Tìm kiếm văn bản".to_owned(),
        action: site.section("legal-documents").unwrap_or_default(),
        fields: vec![
            Field { label: "Số ký hiệu", name: "sokyhieu", kind: "text" },
            Field { label: "Trích yếu", name: "trichyeu", kind: "text" },
            Field {
                label: "Loại văn bản",
                name: "loai",
                kind: "Tất cả|Thông tư|Quyết định|Chỉ thị|Kế hoạch|Thông báo",
            },
            Field { label: "Năm ban hành", name: "nam", kind: "Tất cả|2026|2025|2024|2023|2022" },
            Field {
                label: "Lĩnh vực", name: "linhvuc", kind: "Tất cả|Cơ cấu tổ chức|Tài chính|Thống kê|Khoa học"
            },
        ],
        button: "Tìm kiếm",
    }
}

fn register_blocks(site: &Site, page: u16) -> Vec<Block> {
    let mut blocks = Vec::new();
    if site.state("legal-documents-search") == State::Passed {
        blocks.push(filter(site));
    }
    let from = usize::from(page * PER_PAGE);
    let to = usize::from(DOCUMENTS).min(from + usize::from(PER_PAGE));
    let first = site.section("legal-documents").unwrap_or_default();
    let pages = (0..DOCUMENTS.div_ceil(PER_PAGE))
        .map(|p| ((p + 1).to_string(), if p == 0 { first.clone() } else { site.href(Node::Register(p)) }))
        .collect();
    blocks.push(Block::Documents {
        rows: site.documents[from..to].to_vec(),
        columns: site.state("legal-documents-metadata") == State::Passed,
        pages,
    });
    blocks
}

fn label(site: &Site) -> String {
    site.entries.iter().find(|e| e.id == "legal-documents").map(|e| e.label.clone()).unwrap_or_default()
}

/// A further page of the register.
pub(super) fn register(site: &Site, page: u16) -> Content {
    Content { title: label(site), blocks: register_blocks(site, page), ..Content::default() }
}

/// A document's own page.
pub(super) fn document(site: &Site, k: u16) -> Content {
    let document = &site.documents[usize::from(k)];
    let mut rng = Rng::nth(site.seed, "text", u64::from(k));
    let mut blocks = Vec::new();
    if site.state("legal-documents-metadata") == State::Passed {
        blocks.push(Block::Fields(vec![
            ("Số ký hiệu", document.number.as_str().into()),
            ("Loại văn bản", document.kind.into()),
            ("Cơ quan ban hành", document.authority.as_str().into()),
            ("Ngày ban hành", prose::dmy(document.issued).into()),
            ("Ngày hiệu lực", prose::dmy(document.effective).into()),
            ("Người ký", document.signer.as_str().into()),
            ("Trích yếu", document.about.as_str().into()),
        ]));
    } else {
        blocks.push(Block::Para(document.title()));
    }
    if let Some(file) = &document.file {
        let name = file.rsplit('/').next().unwrap_or_default().to_owned();
        blocks.push(Block::Links { heading: "Tệp đính kèm".to_owned(), links: vec![(name, file.clone())] });
    }
    for article in 1..=4 {
        let text = prose::paragraph(&site.portal().name, 2, &mut rng);
        blocks.push(Block::Para(format!("Điều {article}. {text}")));
    }
    let trail = vec![(label(site), site.section("legal-documents").unwrap_or_default())];
    Content { title: document.title(), trail, blocks, ..Content::default() }
}

/// What stands in a section of this file.
pub(super) fn genuine(site: &Site, id: &str) -> Option<Vec<Block>> {
    let name = &site.portal().name;
    let code = &site.portal().code;
    let mut rng = site.rng(id);
    let year = site.today().year();
    Some(match id {
        "legal-documents" => register_blocks(site, 0),
        "legal-documents-search" => {
            let rows = site.documents.iter().take(5).cloned().collect();
            let columns = site.state("legal-documents-metadata") == State::Passed;
            vec![filter(site), Block::Documents { rows, columns, pages: Vec::new() }]
        }
        "treaties-agreements" => vec![Block::Table {
            caption: String::new(),
            columns: vec!["STT", "Tên văn kiện", "Bên ký", "Ngày ký", "Ngày hiệu lực", "Toàn văn"],
            rows: (0..9)
                .map(|k| {
                    let signed = site.ago(200 + k * 170 + rng.below(60));
                    vec![
                        (k + 1).to_string().into(),
                        format!(
                            "{} về hợp tác trong lĩnh vực {}",
                            ["Hiệp định", "Thỏa thuận", "Bản ghi nhớ"][k % 3],
                            prose::topic(&mut rng)
                        )
                        .into(),
                        format!("Nước Mẫu {}", ["A", "B", "C", "D"][k % 4]).into(),
                        prose::dmy(signed).into(),
                        prose::dmy(signed.saturating_add(jiff::Span::new().days(60))).into(),
                        Cell::Link { text: "Tải về".to_owned(), href: format!("/tep/van-kien/{}.pdf", k + 1) },
                    ]
                })
                .collect(),
        }],
        "legal-dissemination" => vec![list(site, id, 10, &mut rng, |rng, date| {
            let number = format!("{}/{}/NĐ-CP", rng.between(20, 150), date.year());
            (
                format!("Những điểm mới của Nghị định số {number} về {}", prose::topic(rng)),
                format!("Bài viết giải thích Nghị định số {number} và hướng dẫn cách áp dụng."),
            )
        })],
        "strategy-planning" => vec![list(site, id, 9, &mut rng, |rng, date| {
            let number = format!("{}/QĐ-{code}", rng.between(100, 2_000));
            let from = date.year() - date.year() % 5 + 1;
            (
                format!(
                    "{} {} giai đoạn {from}-{}, tầm nhìn đến năm {}",
                    rng.pick(&["Chiến lược phát triển", "Quy hoạch", "Kế hoạch 5 năm về", "Đề án"]),
                    prose::topic(rng),
                    from + 4,
                    from + 24
                ),
                format!("Phê duyệt kèm theo Quyết định số {number} ngày {}.", prose::dmy(date)),
            )
        })],
        "annual-work-programme" => {
            let of = if site.state(id) == State::Stale { year - 4 } else { year };
            let number = format!("{:02}/QĐ-{code}", rng.between(3, 60));
            let signed = jiff::civil::date(of, 1, 12);
            vec![
                Block::Heading(format!("Chương trình công tác năm {of} của {name}")),
                Block::Para(format!(
                    "Ban hành kèm theo Quyết định số {number} ngày {} của {name}.",
                    prose::dmy(signed)
                )),
                Block::Table {
                    caption: format!("Các đề án, nhiệm vụ năm {of}"),
                    columns: vec!["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời hạn"],
                    rows: (1..=12)
                        .map(|month| {
                            vec![
                                month.to_string().into(),
                                format!("Đề án về {}", prose::topic(&mut rng)).into(),
                                (*rng.pick(&["Văn phòng", "Vụ Kế hoạch", "Thanh tra"])).into(),
                                format!("Tháng {month}/{of}").into(),
                            ]
                        })
                        .collect(),
                },
                Block::Links {
                    heading: "Tệp đính kèm".to_owned(),
                    links: vec![(format!("Chương trình công tác năm {of}.pdf"), format!("/tep/{of}/ctct-{of}.pdf"))],
                },
            ]
        }
        "draft-consultation" => {
            let opened = site.ago(12);
            let closing = site.today().saturating_add(jiff::Span::new().days(25));
            vec![
                Block::Heading(format!("Dự thảo Thông tư {}", prose::about(&mut rng))),
                Block::Fields(vec![
                    ("Ngày đăng", prose::dmy(opened).into()),
                    ("Ngày hết hạn góp ý", prose::dmy(closing).into()),
                    ("Cơ quan soạn thảo", name.as_str().into()),
                    ("Nhận góp ý tại", format!("gopy@{}", site.portal().host).into()),
                ]),
                Block::Links {
                    heading: "Hồ sơ dự thảo".to_owned(),
                    links: vec![
                        ("Toàn văn dự thảo.docx".to_owned(), "/tep/du-thao/du-thao.docx".to_owned()),
                        ("Tờ trình.pdf".to_owned(), "/tep/du-thao/to-trinh.pdf".to_owned()),
                    ],
                },
                Block::Form {
                    title: "Gửi ý kiến góp ý dự thảo".to_owned(),
                    action: site.section(id).unwrap_or_default(),
                    fields: vec![
                        Field { label: "Họ và tên", name: "hoten", kind: "text" },
                        Field { label: "Email", name: "email", kind: "text" },
                        Field { label: "Nội dung góp ý", name: "noidung", kind: "textarea" },
                    ],
                    button: "Gửi góp ý",
                },
            ]
        }
        _ => return None,
    })
}

/// What stands behind look-alikes of this file.
pub(super) fn sham(site: &Site, id: &str) -> Option<Vec<Block>> {
    let mut rng = site.rng(id);
    Some(match id {
        "legal-documents" => vec![Block::Form {
            title: "Đăng nhập hệ thống".to_owned(),
            action: site.href(Node::Login),
            fields: vec![
                Field { label: "Tên đăng nhập", name: "user", kind: "text" },
                Field { label: "Mật khẩu", name: "pass", kind: "password" },
            ],
            button: "Đăng nhập",
        }],
        "annual-work-programme" => vec![Block::Table {
            caption: "Tuần này".to_owned(),
            columns: vec!["Buổi", "Nội dung", "Địa điểm"],
            rows: (0..10)
                .map(|k| {
                    vec![
                        ["Sáng", "Chiều"][k % 2].into(),
                        prose::title(&site.portal().name, &mut rng).into(),
                        "Phòng họp tầng 3".into(),
                    ]
                })
                .collect(),
        }],
        "draft-consultation" => vec![Block::Form {
            title: "Bạn thấy bài viết trên trang có hữu ích không?".to_owned(),
            action: String::new(),
            fields: vec![Field {
                label: "Bình chọn", name: "chon", kind: "Rất hữu ích|Bình thường|Chưa hữu ích"
            }],
            button: "Bình chọn",
        }],
        _ => return None,
    })
}

/// A dated list whose entries lead to articles.
fn list(
    site: &Site,
    id: &str,
    count: usize,
    rng: &mut Rng,
    each: impl Fn(&mut Rng, jiff::civil::Date) -> (String, String),
) -> Block {
    let items = (0..count)
        .map(|k| {
            let date = site.ago(site.lag(id) + k * 13 + rng.below(6));
            let (title, summary) = each(rng, date);
            Item { title, href: format!("/tep/{}/{id}-{}.pdf", date.year(), k + 1), date: Some(date), summary }
        })
        .collect();
    Block::List { heading: None, items }
}

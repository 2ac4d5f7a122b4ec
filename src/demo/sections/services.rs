//! Procedures, online services, processes, questions, ratings, component sites.

use super::super::{
    component::Life,
    content::{Block, Cell, Field, Question},
    portal::State,
    prose,
    site::Site,
};
use super::organisation;

/// The national service portal: the one door for online services.
const NATIONAL: &str = "https://dichvucong.gov.vn";

/// What stands in a section of this file.
pub(super) fn genuine(site: &Site, id: &str) -> Option<Vec<Block>> {
    let portal = site.portal();
    let mut rng = site.rng(id);
    let action = site.section(id).unwrap_or_default();
    Some(match id {
        "admin-procedures" => vec![
            Block::Para(format!(
                "Công bố kèm theo Quyết định số {}/QĐ-{} ngày {} của {}.",
                rng.between(200, 900),
                portal.code,
                prose::dmy(site.ago(70)),
                portal.name
            )),
            Block::Table {
                caption: String::new(),
                columns: vec!["Mã số", "Tên thủ tục", "Lĩnh vực", "Cơ quan thực hiện", "Chi tiết"],
                rows: (0..14)
                    .map(|_| {
                        let code = format!("{}.{:06}", rng.between(1, 2), rng.between(1_000, 13_900));
                        let href = format!("{NATIONAL}/p/home/dvc-tthc-thu-tuc-hanh-chinh-chi-tiet.html?ma={code}");
                        let topic = prose::topic(&mut rng);
                        vec![
                            code.into(),
                            format!("Cấp giấy xác nhận đủ điều kiện về {topic}").into(),
                            topic.into(),
                            portal.name.as_str().into(),
                            Cell::Link { text: "Xem".to_owned(), href },
                        ]
                    })
                    .collect(),
            },
        ],
        "online-public-services" => vec![
            Block::Para("Hồ sơ được nộp tập trung trên Cổng Dịch vụ công quốc gia bằng tài khoản VNeID.".to_owned()),
            Block::Links {
                heading: "Nộp hồ sơ".to_owned(),
                links: vec![("Cổng Dịch vụ công quốc gia".to_owned(), format!("{NATIONAL}/"))],
            },
            Block::Table {
                caption: String::new(),
                columns: vec!["Mã số", "Tên dịch vụ", "Mức độ", "Nộp hồ sơ"],
                rows: (0..10)
                    .map(|k| {
                        let code = format!("{}.{:06}", rng.between(1, 2), rng.between(1_000, 13_900));
                        let href = format!("{NATIONAL}/p/home/dvc-nop-ho-so.html?ma={code}");
                        vec![
                            code.into(),
                            format!("Đăng ký hỗ trợ về {}", prose::topic(&mut rng)).into(),
                            ["Toàn trình", "Một phần"][k % 2].into(),
                            Cell::Link { text: "Nộp trực tuyến".to_owned(), href },
                        ]
                    })
                    .collect(),
            },
        ],
        "work-processes" => {
            let number = format!("{}/QĐ-{}", rng.between(100, 900), portal.code);
            vec![
                Block::Heading("Quy trình tiếp nhận và giải quyết văn bản đề nghị".to_owned()),
                Block::Para(format!("Phê duyệt tại Quyết định số {number} ngày {}.", prose::dmy(site.ago(160)))),
                Block::Table {
                    caption: String::new(),
                    columns: vec!["Bước", "Nội dung thực hiện", "Đơn vị chịu trách nhiệm", "Thời gian"],
                    rows: [
                        ("Tiếp nhận hồ sơ", "Văn thư", "0,5 ngày"),
                        ("Phân công xử lý", "Lãnh đạo phòng", "0,5 ngày"),
                        ("Thẩm định hồ sơ", "Chuyên viên", "5 ngày"),
                        ("Trình ký", "Lãnh đạo đơn vị", "2 ngày"),
                        ("Trả kết quả", "Bộ phận một cửa", "0,5 ngày"),
                    ]
                    .iter()
                    .enumerate()
                    .map(|(i, (what, who, time))| {
                        vec![(i + 1).to_string().into(), (*what).into(), (*who).into(), (*time).into()]
                    })
                    .collect(),
                },
                Block::Links {
                    heading: "Tệp đính kèm".to_owned(),
                    links: vec![("Quy trình kèm quyết định.pdf".to_owned(), "/tep/quy-trinh.pdf".to_owned())],
                },
            ]
        }
        "qa-feedback" => vec![ask(&action), Block::Questions(questions(site))],
        "feedback-status-tracking" => vec![
            Block::Form {
                title: "Tra cứu tình trạng xử lý".to_owned(),
                action,
                fields: vec![
                    Field { label: "Mã câu hỏi, phản ánh", name: "ma", kind: "text" },
                    Field {
                        label: "Trạng thái", name: "tt", kind: "Tất cả|Đã tiếp nhận|Đang xử lý|Đã trả lời"
                    },
                ],
                button: "Tra cứu",
            },
            Block::Table {
                caption: String::new(),
                columns: vec!["Mã", "Nội dung", "Ngày gửi", "Trạng thái"],
                rows: (0..6)
                    .map(|k| {
                        vec![
                            format!("PA{:05}", 10_200 + k * 37).into(),
                            format!("Về {}", prose::topic(&mut rng)).into(),
                            prose::dmy(site.ago(4 + k * 3)).into(),
                            ["Đang xử lý", "Đã trả lời", "Đã tiếp nhận"][k % 3].into(),
                        ]
                    })
                    .collect(),
            },
        ],
        "feedback-admin-regulations" => {
            let [address, phone, _, _] = organisation::contact(site);
            vec![
                Block::Para(format!(
                    "{} tiếp nhận phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính theo các địa chỉ sau:",
                    portal.name
                )),
                Block::Fields(vec![
                    ("Địa chỉ", address.into()),
                    ("Điện thoại", phone.into()),
                    ("Thư điện tử", format!("kstthc@{}", portal.host).into()),
                    (
                        "Hệ thống",
                        Cell::Link {
                            text: "pakn.dichvucong.gov.vn".to_owned(),
                            href: "https://pakn.dichvucong.gov.vn/".to_owned(),
                        },
                    ),
                ]),
                Block::Table {
                    caption: "Kết quả trả lời".to_owned(),
                    columns: vec!["STT", "Nội dung phản ánh", "Ngày nhận", "Ngày trả lời"],
                    rows: (0..6)
                        .map(|k| {
                            vec![
                                (k + 1).to_string().into(),
                                format!("Vướng mắc khi làm thủ tục về {}", prose::topic(&mut rng)).into(),
                                prose::dmy(site.ago(30 + k * 9)).into(),
                                prose::dmy(site.ago(22 + k * 9)).into(),
                            ]
                        })
                        .collect(),
                },
            ]
        }
        "satisfaction-rating" => vec![Block::Form {
            title: "Mức độ hài lòng của bạn về thông tin trên Cổng".to_owned(),
            action,
            fields: vec![
                Field { label: "Giao diện", name: "gd", kind: "Rất hài lòng|Hài lòng|Không hài lòng" },
                Field { label: "Nội dung", name: "nd", kind: "Rất hài lòng|Hài lòng|Không hài lòng" },
                Field {
                    label: "Chất lượng hỗ trợ", name: "ht", kind: "Rất hài lòng|Hài lòng|Không hài lòng"
                },
                Field { label: "Ý kiến khác", name: "yk", kind: "textarea" },
            ],
            button: "Gửi đánh giá",
        }],
        "interaction-transparency" => vec![Block::Table {
            caption: format!("Tình hình tiếp nhận, trả lời câu hỏi năm {}", site.today().year()),
            columns: vec!["Tháng", "Đã tiếp nhận", "Đã trả lời", "Đang xử lý", "Quá hạn"],
            rows: (1..=site.today().month())
                .map(|month| {
                    let got = rng.between(20, 160);
                    let open = rng.between(0, 9);
                    vec![
                        month.to_string().into(),
                        got.to_string().into(),
                        (got - open).to_string().into(),
                        open.to_string().into(),
                        "0".into(),
                    ]
                })
                .collect(),
        }],
        "component-pages" => components(site),
        _ => return None,
    })
}

/// What stands behind look-alikes of this file.
pub(super) fn sham(site: &Site, id: &str) -> Option<Vec<Block>> {
    let mut rng = site.rng(id);
    let name = &site.portal().name;
    Some(match id {
        "work-processes" => vec![
            Block::Para(format!("{name} được cấp giấy chứng nhận hệ thống quản lý chất lượng.")),
            Block::Picture { src: "/anh/iso.jpg".to_owned(), alt: None },
        ],
        "online-public-services" => vec![Block::Para(
            "Các đơn vị cung ứng dịch vụ vệ sinh, chiếu sáng, cây xanh phục vụ sinh hoạt của người dân.".to_owned(),
        )],
        "satisfaction-rating" => vec![Block::Form {
            title: "Bạn thích bức ảnh nào nhất?".to_owned(),
            action: String::new(),
            fields: vec![Field { label: "Ảnh", name: "anh", kind: "Bình minh|Cánh đồng|Chợ quê" }],
            button: "Bình chọn",
        }],
        "qa-feedback" => (0..4)
            .map(|_| {
                Block::Para(format!("Bao nhiêu tuổi được thi lấy bằng? {}", prose::paragraph("trung tâm", 1, &mut rng)))
            })
            .collect(),
        "component-pages" => vec![Block::Links {
            heading: "Doanh nghiệp trên địa bàn".to_owned(),
            links: (1..7).map(|i| (format!("Công ty Mẫu {i:02}"), format!("https://congty{i:02}.example/"))).collect(),
        }],
        _ => return None,
    })
}

fn ask(action: &str) -> Block {
    Block::Form {
        title: "Gửi câu hỏi".to_owned(),
        action: action.to_owned(),
        fields: vec![
            Field { label: "Họ và tên", name: "hoten", kind: "text" },
            Field { label: "Điện thoại", name: "dt", kind: "text" },
            Field { label: "Email", name: "email", kind: "text" },
            Field { label: "Tiêu đề", name: "tieude", kind: "text" },
            Field { label: "Nội dung câu hỏi", name: "noidung", kind: "textarea" },
        ],
        button: "Gửi câu hỏi",
    }
}

/// The public list. With the state of each question it lets people follow their own (Decree 42/2022 Art 8(1)(a));
/// where nothing can be followed, only what was answered is published, and without a word on states.
fn questions(site: &Site) -> Vec<Question> {
    let mut rng = site.rng("questions");
    let followed = site.state("feedback-status-tracking") == State::Passed;
    (0..9)
        .filter(|&k| followed || k != 0)
        .map(|k| {
            let on = site.ago(8 + k * 11);
            let answer = (k != 0).then(|| {
                (prose::paragraph(&site.portal().name, 2, &mut rng), on.saturating_add(jiff::Span::new().days(6)))
            });
            let state = followed.then_some(if answer.is_some() { "Đã trả lời" } else { "Đang xử lý" });
            Question {
                state,
                asked: format!("Tôi muốn hỏi điều kiện để được hỗ trợ về {}, hồ sơ nộp ở đâu?", prose::topic(&mut rng)),
                by: prose::name(&mut rng),
                on,
                answer,
            }
        })
        .collect()
}

fn components(site: &Site) -> Vec<Block> {
    let portal = site.portal();
    let mut blocks = Vec::new();
    for (heading, letters) in
        [("Khối sở, ban, ngành và đơn vị", 0), ("Khối huyện, thị xã", 1), ("Khối xã, phường, thị trấn", 2)]
    {
        let links: Vec<(String, String)> = portal
            .components
            .iter()
            .filter(|c| group(c.kind) == letters)
            .map(|c| (c.name.clone(), format!("http://{}/", c.host)))
            .collect();
        if links.is_empty() {
            continue;
        }
        let heading = heading.to_owned();
        // Many portals keep the long list in a drop-down.
        if letters == 2 && portal.number.is_multiple_of(4) {
            blocks.push(Block::Choice { heading, links });
        } else {
            blocks.push(Block::Links { heading, links });
        }
    }
    debug_assert!(portal.components.iter().any(|c| c.life == Life::Alive), "a listed portal has a living site");
    blocks
}

fn group(kind: super::super::component::ComponentKind) -> u8 {
    use super::super::component::ComponentKind::{Commune, Department, District, Unit};
    match kind {
        Department | Unit => 0,
        District => 1,
        Commune => 2,
    }
}

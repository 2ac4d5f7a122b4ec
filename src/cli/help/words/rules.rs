//! What the commands on rules say.

pub(super) const TABLE: &[(&str, &str)] = &[
    // rules
    (
        "Kiểm tra mọi tệp quy tắc: báo mọi lỗi cùng lúc, mã thoát 3 nếu có lỗi",
        "Check all rule files: every mistake at once, exit code 3 if there is one",
    ),
    ("Liệt kê các yêu cầu và quy định làm căn cứ", "List the requirements and the provisions they rest on"),
    (
        "Dẫn từng điều luật đến yêu cầu, quy tắc, trang mẫu thử và số liệu; mã thoát 3 nếu có điều không dẫn đến đâu",
        "Trace each article of the law to requirements, rules, fixtures and figures; exit code 3 if one has none",
    ),
    (
        "Nói rõ một yêu cầu đòi hỏi gì và, với một đợt kiểm tra, đã tìm thấy và loại bỏ những gì trên một cổng",
        "Say in words what a requirement asks for and, with a run, what was found and turned down on a portal",
    ),
    (
        "Thử quy tắc trên các trang mẫu thử: bỏ sót gì, nhận nhầm ở đâu, quy tắc nào chưa có trang mẫu thử",
        "Try the rules on fixture pages: what they miss, where they are noisy, which have no fixtures",
    ),
    (
        "Làm hỏng và ngụy trang các trang mẫu thử: quy tắc nào vẫn cho đạt, quy tắc nào hết nhận ra",
        "Damage and disguise the fixture pages: which rules still pass, which break",
    ),
    (
        "Đánh giá các đợt kiểm tra đã lưu theo hai bộ quy tắc: kết luận nào thay đổi, chênh bao nhiêu điểm",
        "Judge stored runs with two rule sets: which outcomes change, and by how many points",
    ),
    (
        "Xuất JSON Schema của tệp quy tắc hoặc của kết quả dạng JSON",
        "Print the JSON Schema of the rule files, or of a result written as JSON",
    ),
    ("Thoát với mã 1 nếu có cảnh báo", "Exit code 1 if there are warnings"),
    (
        "Chỉ các yêu cầu của bộ căn cứ này, kèm căn cứ trong bộ đó",
        "Only requirements of this profile, with their bases in it",
    ),
    (
        "Theo luật nào: các văn bản của bộ căn cứ này và số liệu theo bộ đó",
        "By which law: the instruments of this profile, and the figures under it",
    ),
    (
        "Chỉ các quy định có hiệu lực vào ngày này; mặc định là hôm nay nếu bộ căn cứ tính theo ngày",
        "Only provisions that applied on this day; today where the profile goes by the day",
    ),
    ("Mã của yêu cầu, như trong `d42 rules list`", "Id of a requirement, as in `d42 rules list`"),
    ("Cổng trong đợt kiểm tra, như trong `d42 portals list`", "Portal of the run, as in `d42 portals list`"),
    ("Các yêu cầu cần thử [mặc định: tất cả]", "Requirements to try [default: all]"),
    ("Thư mục có `rules/<mã>/*.html`", "Folder with `rules/<id>/*.html`"),
    ("Thư mục có `rules/<mã>/*.html` và `clean/*.html`", "Folder with `rules/<id>/*.html` and `clean/*.html`"),
    (
        "Chỉ liệt kê các quy tắc thiếu trang mẫu thử; không thử gì",
        "Only list the rules that lack fixtures; nothing is tried",
    ),
    (
        "Trang mẫu thử được đánh giá như trang thật, trên một cổng nhỏ có mục dẫn đến nó. Tên tệp cho biết kết luận phải \
         có: pass*, variant*, partial*, empty*, look-alike*. Mã thoát 1 nếu có quy tắc bỏ sót, nhận nhầm hoặc thiếu trang \
         mẫu thử.",
        "A fixture is judged like a real page, on a tiny portal whose menu announces it. Its name says what must come of \
         it: pass*, variant*, partial*, empty*, look-alike*. Exit code 1 if a rule misses one, is noisy, or lacks \
         fixtures.",
    ),
    (
        "Thoát với mã 1 nếu tỷ lệ biến thể được xử lý đúng thấp hơn mức này, tính bằng phần trăm",
        "Exit code 1 if less than this share of the mutants is caught, in percent",
    ),
    (
        "Trang mất đề mục, bảng hoặc lối dẫn vào thì không được đạt; cùng trang đó ở dạng Unicode khác, viết hoa hoặc không \
         dấu thì vẫn phải đạt. Mã thoát 1 nếu số biến thể được xử lý đúng như vậy ít hơn --least phần trăm.",
        "A page without its headings, tables or announcement must not pass; the same page in another Unicode form, in \
         capitals or without marks must. Exit code 1 if less than --least percent of the mutants are treated so.",
    ),
    ("Thư mục có bộ quy tắc hiện hành", "Folder with the rules as they are"),
    ("Thư mục có bộ quy tắc được đề xuất", "Folder with the rules as they are proposed"),
    ("Thư mục của các đợt kiểm tra để đánh giá theo cả hai bộ", "Folders of runs to judge with both"),
    (
        "Theo luật nào [mặc định: bộ căn cứ của từng đợt kiểm tra; decree-42 với các trang đã lưu]",
        "By which law [default: the profile of each run; decree-42 for saved pages]",
    ),
    ("Thoát với mã 1 nếu có nhiều kết luận thay đổi hơn số này", "Exit code 1 if more than N outcomes change"),
    (
        "Thoát với mã 1 nếu điểm của một cổng, hoặc một đầu khoảng điểm, thay đổi nhiều hơn số điểm này",
        "Exit code 1 if the score of a portal, or a bound of it, moves by more than P points",
    ),
    (
        "Không ghi gì; các đợt kiểm tra giữ nguyên kết luận của mình.",
        "Nothing is written; the runs keep their own findings.",
    ),
    ("Loại tệp hoặc kết quả nào", "Which kind of file or result"),
    ("rules/requirements/*.toml", "rules/requirements/*.toml"),
    ("rules/profiles/*.toml", "rules/profiles/*.toml"),
    ("rules/survey/*.toml", "rules/survey/*.toml"),
    ("Kết quả của `rules check --format json`", "What `rules check --format json` writes"),
    ("Kết quả của `rules test --format json`", "What `rules test --format json` writes"),
    ("Kết quả của `rules mutate --format json`", "What `rules mutate --format json` writes"),
    ("Kết quả của `rules diff --format json`", "What `rules diff --format json` writes"),
];

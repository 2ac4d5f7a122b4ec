//! What every command says: headings, exit codes, names of values, options and forms of results that several have, and
//! what each command is for.

pub(super) const TABLE: &[(&str, &str)] = &[
    // Headings.
    ("Cách dùng:", "Usage:"),
    ("Các lệnh", "Commands"),
    ("Tham số", "Arguments"),
    ("Tùy chọn", "Options"),
    ("Tùy chọn chung", "Global options"),
    ("Ví dụ:", "Examples:"),
    (
        "\
Mã thoát:
  0    đã xong
  1    số kết luận vượt ngưỡng đã đặt
  2    dùng sai lệnh
  3    tệp quy tắc, danh sách cổng, thiết lập hoặc bản kê có lỗi, hoặc đợt kiểm tra bị hỏng
  4    không xem được cổng nào
  5    thư mục đợt kiểm tra đang được dùng hoặc của phiên bản khác
  6    không đọc hoặc không ghi được tệp
  130  bị dừng giữa chừng",
        "\
Exit codes:
  0    done
  1    findings beyond the threshold asked for
  2    wrong usage
  3    invalid rule, registry, settings or manifest file, or damaged run
  4    no portal could be seen
  5    run folder locked or of another version
  6    a file could not be read or written
  130  interrupted",
    ),
    // What clap adds.
    ("Hiện phần trợ giúp này (bản ngắn: '-h')", "Print help (see a summary with '-h')"),
    ("Hiện phần trợ giúp (bản đầy đủ: '--help')", "Print help (see more with '--help')"),
    ("Hiện phiên bản", "Print version"),
    (
        "Hiện phần trợ giúp này hoặc trợ giúp của lệnh được nêu",
        "Print this message or the help of the given subcommand(s)",
    ),
    // Names of values.
    ("BẢN-CŨ", "BASE"),
    ("BẢN-MỚI", "HEAD"),
    ("BỘ-CĂN-CỨ", "PROFILE"),
    ("CỔNG", "PORTAL"),
    ("DANH-SÁCH", "COHORT"),
    ("DẠNG", "FORMAT"),
    ("ĐỊA-CHỈ", "ADDRESS"),
    ("TỪ-ĐẾN", "FROM-TO"),
    ("MÁY-CHỦ", "HOST"),
    ("ĐIỂM", "P"),
    ("ĐỢT", "RUN"),
    ("ĐỢT_TRƯỚC", "EARLIER"),
    ("ĐỢT_SAU", "LATER"),
    ("BẢN_GHI", "CAPTURE"),
    ("GÓI", "BUNDLE"),
    ("CỔNG_TCP", "PORT"),
    ("ĐƯỜNG-DẪN", "PATH"),
    ("GIÂY", "SECONDS"),
    ("KHI-NÀO", "WHEN"),
    ("LỆNH", "COMMAND"),
    ("LOẠI", "KIND"),
    ("MÃ", "ID"),
    ("MS", "MS"),
    ("NĂM-THÁNG-NGÀY", "YYYY-MM-DD"),
    ("NGÀY", "DATE"),
    ("NGÔN-NGỮ", "LANG"),
    ("PHẦN-TRĂM", "PERCENT"),
    ("SỐ-GỐC", "SEED"),
    ("SỐ-PHÚT", "MINUTES"),
    ("THỜI-GIAN", "TIME"),
    ("SHELL", "SHELL"),
    ("SỐ", "N"),
    ("TỆP", "FILE"),
    ("THƯ-MỤC", "DIR"),
    // Options of every command.
    ("Ngôn ngữ của kết quả, báo cáo và trợ giúp [mặc định: vi]", "Language of results, reports and help [default: vi]"),
    ("Tiếng Việt", "Vietnamese"),
    ("Tiếng Anh", "English"),
    ("Màu chữ khi hiển thị", "Colours in the output"),
    ("Có màu khi hiện trên màn hình, trừ khi đã đặt NO_COLOR", "On a terminal, unless NO_COLOR is set"),
    ("Luôn có màu", "Always"),
    ("Không dùng màu", "Never"),
    ("Chỉ hiện kết quả và lỗi, không hiện ghi chú và tiến độ", "Only results and errors, no remarks and no progress"),
    ("Không hiện thanh tiến độ, kể cả trên màn hình", "No progress bar, even on a terminal"),
    (
        "Tệp thiết lập (TOML); tùy chọn ghi trên dòng lệnh được ưu tiên",
        "Settings file (TOML); options on the command line win over it",
    ),
    (
        "Thư mục quy tắc [mặc định: ./rules nếu có, nếu không thì bộ quy tắc kèm chương trình]",
        "Folder with rules [default: ./rules if there is one, else those built in]",
    ),
    (
        "Ghi nhật ký công việc ra stderr; lặp lại để ghi chi tiết hơn",
        "Log to stderr what is being done; twice for more",
    ),
    // Forms of results.
    ("Dạng kết quả", "Form of the result"),
    ("Dạng kết quả đưa ra stdout", "Form of the result on stdout"),
    (
        "Dạng kết quả: bảng, hoặc hai dòng JSON (địa chỉ có ngay, số đếm có khi kết thúc)",
        "Form of the result: a table, or two lines of JSON (the addresses at once, the counts at the end)",
    ),
    ("Cho người đọc", "For people"),
    ("Một đối tượng JSON", "One JSON object"),
    ("SARIF 2.1.0, cho công cụ quét mã", "SARIF 2.1.0, for code scanning"),
    ("JUnit XML, cho báo cáo kiểm thử", "JUnit XML, for test reports"),
    ("Chú thích của GitHub Actions", "Annotations of GitHub Actions"),
    ("Một bảng cho phần mềm bảng tính", "A table for spreadsheets"),
    ("Một tài liệu trọn gói cho người đọc", "One self-contained document for people"),
    ("Toàn bộ dữ liệu, cho chương trình khác", "Everything, for programs"),
    ("Tất cả các dạng trên", "All of these"),
    // The commands as a whole.
    (
        "Kiểm tra cổng thông tin điện tử của cơ quan nhà nước Việt Nam về những thông tin phải công khai",
        "Audits the web portals of Vietnamese state agencies for the information they are obliged to publish",
    ),
    (
        "Truy cập các cổng, đánh giá nội dung công khai và lập báo cáo",
        "Visit the portals, judge what they publish, and write the report",
    ),
    ("Chỉ truy cập các cổng và lưu lại những gì cổng trả lời", "Only visit the portals and archive what they answer"),
    ("Chạy tiếp một đợt kiểm tra bị dừng hoặc bị ngắt", "Go on with a run that was stopped or killed"),
    ("Xem hoặc kiểm tra danh sách cổng", "Show or check the list of portals"),
    ("Kiểm tra, liệt kê và giải thích các quy tắc", "Check, list and explain the rules"),
    (
        "Đối chiếu các trang đã lưu, hoặc trang của một đợt kiểm tra, với quy tắc",
        "Hold saved pages, or the pages of a run, against the rules",
    ),
    (
        "Lập báo cáo của một đợt kiểm tra ở dạng hoặc ngôn ngữ khác",
        "Write the report of a run in another form or language",
    ),
    (
        "Nhập quyết định của người rà soát và liệt kê những việc còn phải rà soát",
        "Take in what reviewers decided, and list what they still have to",
    ),
    (
        "Đo độ tin cậy của kết luận theo nhãn do người gán",
        "Measure how far the verdicts can be trusted, against labels made by people",
    ),
    (
        "Đếm và liệt kê trang thành phần của một đợt kiểm tra: sở, ngành, đơn vị, cấp huyện, cấp xã",
        "Count and list the component sites of a run: departments, units, districts, communes",
    ),
    (
        "Cho xem đã gửi yêu cầu đến từng máy chủ ra sao: trang dành cho người quản trị",
        "Show how each host of a run was asked: the page for its administrator",
    ),
    (
        "So sánh hai đợt kiểm tra: điều gì thay đổi do các cổng, điều gì do quy tắc",
        "Compare two runs: what changed because of the portals, and what because of the rules",
    ),
    (
        "Mở báo cáo và các trang đã lưu làm căn cứ bằng trình duyệt trên máy này",
        "Show the report and the archived pages behind it in a browser on this machine",
    ),
    (
        "Đóng gói kết quả của một cổng cùng các bản ghi lưu trữ làm căn cứ, để bàn giao",
        "Pack what was found on one portal with the archived records it rests on, to hand it over",
    ),
    (
        "Kiểm tra một gói mà không cần đợt kiểm tra hay mạng, và nêu rõ phần bị sửa",
        "Check a bundle without the run and without a network, and name what was altered",
    ),
    (
        "Hỏi các cổng theo chu kỳ, trong nhiều ngày, xem có phản hồi không",
        "Ask the portals at intervals, over days, whether they answer",
    ),
    (
        "\
Mỗi lần thử là một yêu cầu đến trang chủ. Mỗi dòng của tệp ghi một lần thử; lệnh bị dừng thì chạy lại chính lệnh đó để \
tiếp tục. Cổng được coi là có phản hồi khi trả lời bất cứ gì ngoài lỗi của chính máy chủ.",
        "\
Each look is one request for the start page. The file holds a line for each; a probe that was stopped goes on with the \
same command. A portal answers when it sends anything but an error of its own.",
    ),
    (
        "Khoảng cách giữa hai lần thử một cổng, như 30m hoặc 1h; ít nhất một phút",
        "Time between two looks at a portal, such as 30m or 1h; at least one minute",
    ),
    (
        "Kéo dài bao lâu, như 12h hoặc 7d; không ghi thì chỉ thử một lần",
        "How long to go on, such as 12h or 7d; one look if not given",
    ),
    (
        "Tệp ghi các lần thử, mỗi dòng một đối tượng JSON; những gì đã có trong tệp cũng được tính",
        "File of the looks, one JSON object a line; what it holds already is counted too",
    ),
    (
        "Chạy thử trên hệ thống cổng mô phỏng, không cần Internet",
        "Try it out on a simulated government web, without the internet",
    ),
    ("Tạo mã gợi ý lệnh cho shell", "Write completions for a shell"),
    // completions
    ("Cho shell nào", "Which shell"),
];

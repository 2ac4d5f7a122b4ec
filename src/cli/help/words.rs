//! The words of the help: Vietnamese, then the English that the command line's definition says. A text that is said in
//! several places stands here once.

/// The Vietnamese of a text of the help.
pub(super) fn vietnamese(english: &str) -> Option<&'static str> {
    ALL.iter().find(|(_, en)| *en == english).map(|(vi, _)| *vi)
}

/// Every text of the help.
pub(super) const ALL: &[(&str, &str)] = &[
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
    ("Hai bảng cho phần mềm bảng tính", "Two tables for spreadsheets"),
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
        "Cho xem đã gửi yêu cầu đến từng máy chủ ra sao: trang dành cho người quản trị",
        "Show how each host of a run was asked: the page for its administrator",
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
    // audit, crawl, resume
    (
        "2024 (89 cổng của đợt khảo sát), 2026 (56 cổng hiện nay) hoặc một tệp CSV [mặc định: 2024]",
        "2024 (the 89 portals of the survey), 2026 (today's 56) or a CSV file [default: 2024]",
    ),
    ("Chỉ cổng này; có thể ghi nhiều lần", "Only this portal; may be given several times"),
    (
        "Theo luật nào: decree-42 hoặc in-force [mặc định: decree-42]",
        "By which law: decree-42 or in-force [default: decree-42]",
    ),
    (
        "Địa chỉ để cơ quan có cổng được kiểm tra liên hệ (https://… hoặc mailto:…); bắt buộc, ghi ở đây hoặc trong tệp thiết lập",
        "Address that visited agencies can turn to (https://… or mailto:…); needed, here or in the settings",
    ),
    ("Thư mục của đợt kiểm tra", "Folder of the run"),
    ("Thư mục của đợt kiểm tra [mặc định: runs/NGÀY-DANH-SÁCH]", "Folder of the run [default: runs/DATE-COHORT]"),
    (
        "Số yêu cầu mỗi giây đến một máy chủ, nhiều nhất [mặc định: 1]",
        "Requests per second to one host, at most [default: 1]",
    ),
    (
        "Số kết nối cùng lúc đến một máy chủ, nhiều nhất [mặc định: 2]",
        "Connections to one host at a time, at most [default: 2]",
    ),
    (
        "Không gửi yêu cầu trong khoảng giờ này của Việt Nam, như 07:00-18:00; đợt kiểm tra tạm dừng rồi tự chạy tiếp",
        "No requests in these hours of Viet Nam, such as 07:00-18:00; the crawl pauses and goes on by itself",
    ),
    ("Số trang mỗi cổng, nhiều nhất [mặc định: 600]", "Pages per portal, at most [default: 600]"),
    (
        "Số lần bấm liên kết kể từ trang chủ, nhiều nhất [mặc định: 8]",
        "Clicks from the start page, at most [default: 8]",
    ),
    ("Số phút mỗi cổng, nhiều nhất [mặc định: 45]", "Minutes per portal, at most [default: 45]"),
    (
        "Sau bao nhiêu phút thì thử lại một lần, với giới hạn lớn hơn, những gì chưa xem được [mặc định: 10]",
        "Minutes after which what failed is asked for once more with larger limits [default: 10]",
    ),
    (
        "Số tệp mỗi cổng (PDF, Word, Excel …), nhiều nhất; 0 là không tải tệp nào [mặc định: 40]",
        "Files per portal (PDF, Word, Excel …), at most; 0 for none [default: 40]",
    ),
    (
        "Thoát với mã 1 nếu có nhiều kết luận `failed` (không đạt) hơn số này",
        "Exit with code 1 if more findings than this are `failed`",
    ),
    (
        "Mọi yêu cầu gửi đi đều kèm địa chỉ liên hệ, để người quản trị hỏi hoặc phản ánh. Đợt kiểm tra bị dừng thì chạy tiếp \
         bằng `d42 resume ĐỢT`.",
        "Every request carries the contact address, so that an administrator can ask or complain. A run that was stopped \
         goes on with `d42 resume RUN`.",
    ),
    (
        "Chỉ truy cập và lưu trữ; `d42 judge ĐỢT` đưa ra kết luận từ bản lưu.",
        "Only visits and archives; `d42 judge RUN` makes the findings from the archive.",
    ),
    (
        "Tùy chọn của đợt kiểm tra giữ nguyên như lúc bắt đầu. Đợt đã hoàn thành thì lập lại báo cáo; \
         cổng đã được để yên vì máy chủ báo lỗi quá lâu thì được thử thêm một lần.",
        "The options of the run are those it was begun with. A run that is complete is reported again; portals whose \
         servers had failed for so long that they were left alone are tried once more.",
    ),
    // portals
    ("Liệt kê các cổng của một danh sách", "List the portals of a cohort"),
    (
        "Kiểm tra một danh sách cổng: báo mọi dòng sai cùng lúc, mã thoát 3 nếu có lỗi",
        "Check a list of portals: every bad row at once, exit code 3 if there is one",
    ),
    (
        "\
Danh sách cổng là tệp CSV mã hóa UTF-8, dòng đầu ghi tên các cột.
  bắt buộc  id, tier, name_vi, url
  tùy chọn  name_en, domains, code, languages, note, confidence, source, predecessors,
            merged_into, merged_since, interval_s, connections, quiet_hours, tls_exception,
            override_reason, robots_authorisation
Nhiều giá trị trong một ô cách nhau bằng `;`.",
        "\
A registry is a CSV file in UTF-8 whose first line names the columns.
  needed  id, tier, name_vi, url
  known   name_en, domains, code, languages, note, confidence, source, predecessors,
          merged_into, merged_since, interval_s, connections, quiet_hours, tls_exception,
          override_reason, robots_authorisation
Several values in a cell are separated by `;`.",
    ),
    (
        "\
Cổng được truy cập theo cách riêng thì phải nêu lý do; báo cáo ghi lại lý do đó.
  interval_s            số giây giữa hai yêu cầu đến một máy chủ, như 2.5
  connections           số yêu cầu cùng lúc đến một máy chủ, từ 1 đến 8
  quiet_hours           không gửi yêu cầu trong khoảng giờ này của Việt Nam, như 07:00-18:00
  tls_exception         lỗi chứng thư số được chấp nhận: expired, wrong-name, self-signed,
                        missing-intermediate, unknown-issuer
  override_reason       lý do, bắt buộc khi ghi một trong bốn ô trên
  robots_authorisation  số và ngày của văn bản cho phép không theo robots.txt, như
                        `1234/VPCP-KSTT; 2026-10-12`",
        "\
A portal that is treated apart from the others says why; reports show it.
  interval_s            seconds between two requests to a host, such as 2.5
  connections           requests at once to a host, 1 to 8
  quiet_hours           no requests in these hours of Viet Nam, such as 07:00-18:00
  tls_exception         what may be wrong with its certificate: expired, wrong-name, self-signed,
                        missing-intermediate, unknown-issuer
  override_reason       why, needed with any of these four
  robots_authorisation  document and date that allow to set robots.txt aside, such as
                        `1234/VPCP-KSTT; 2026-10-12`",
    ),
    // judge, report
    (
        "Thư mục của một đợt kiểm tra có các trang đã lưu cần đánh giá lại",
        "Folder of a run whose archived pages are judged again",
    ),
    ("Thư mục trang đã lưu, có tệp manifest.csv", "Folder of saved pages with a manifest.csv"),
    (
        "Theo luật nào: decree-42 hoặc in-force [mặc định: decree-42; với đợt kiểm tra thì theo bộ căn cứ của đợt đó]",
        "By which law: decree-42 or in-force [default: decree-42; for a run, the profile it was made with]",
    ),
    (
        "Số cổng của đợt kiểm tra được đánh giá song song [mặc định: mỗi bộ xử lý một cổng]",
        "Portals of a run judged side by side [default: one for each processor]",
    ),
    (
        "Ngày được coi là ngày xem các trang đã lưu [mặc định: hôm nay]",
        "Day on which saved pages count as seen [default: today]",
    ),
    (
        "Thư mục ghi report.json, report.html, findings.csv và portals.csv [mặc định: thư mục của đợt kiểm tra]",
        "Folder for report.json, report.html, findings.csv and portals.csv [default: the run's own folder]",
    ),
    (
        "Thư mục trang đã lưu có tệp manifest.csv gồm các cột file, agency, tier, original_url. Các trang của cùng một cơ \
         quan được đánh giá chung; nếu không rõ cấp cơ quan thì xét mọi yêu cầu.",
        "A folder of saved pages has a manifest.csv with the columns file, agency, tier, original_url. Pages of one \
         agency are judged together; a tier that is not known means that every requirement applies.",
    ),
    ("Lập báo cáo dạng nào", "Which report to write"),
    (
        "Tệp hoặc thư mục để ghi; `-` là stdout [mặc định: thư mục của đợt kiểm tra]",
        "File or folder to write to; `-` for stdout [default: the run's own folder]",
    ),
    (
        "Theo luật nào: decree-42 hoặc in-force [mặc định: bộ căn cứ của đợt kiểm tra]",
        "By which law: decree-42 or in-force [default: the profile the run was made with]",
    ),
    (
        "Kết quả đo độ tin cậy của kết luận, do `d42 accuracy --format json` tạo ra; được nêu trong tài liệu",
        "Measurement of how far the verdicts can be trusted, from `d42 accuracy --format json`; shown in the document",
    ),
    (
        "Kết luận đã lưu trong đợt kiểm tra được dùng lại nếu là của chính bản d42 này, bộ quy tắc này và bộ căn cứ này; nếu \
         không thì các trang đã lưu được đánh giá lại: cùng đợt kiểm tra và cùng quy tắc thì báo cáo giống nhau đến từng \
         byte. `csv` là hai tệp findings.csv và portals.csv; `all` là hai tệp đó cùng report.json và report.html.",
        "Findings that the run keeps are used if they are of this program, these rules and this profile; otherwise the \
         archived pages are judged again: the same run and the same rules give the same bytes. `csv` is two files, findings.csv and portals.csv; `all` is these, report.json and report.html.",
    ),
    // review
    ("Ghi các quyết định thành bảng có thể nhập lại", "Write decisions as a table that can be taken in again"),
    (
        "Nhập quyết định từ một bảng: nhập tất cả, hoặc không nhập gì nếu có dòng sai",
        "Take in decisions from a table: all of it, or nothing if a row is wrong",
    ),
    (
        "Những việc còn phải quyết định, thay vì những việc đã quyết định",
        "What still has to be decided, instead of what has been",
    ),
    ("Tệp để ghi [mặc định: stdout]", "File to write [default: stdout]"),
    ("Bảng quyết định, CSV mã hóa UTF-8", "Table of decisions, CSV in UTF-8"),
    (
        "Quyết định thay cho kết luận của chương trình trong điểm số và báo cáo; báo cáo nêu cả hai. Báo cáo còn là dự \
         thảo cho đến khi mọi mục còn thiếu của bộ thông tin đầy đủ đều có quyết định.",
        "A decision takes the place of what the program said in scores and reports, which show both. A report is a draft \
         until every missing duty of full information has a decision.",
    ),
    (
        "Với --queue: những kết luận khiến báo cáo còn là dự thảo, ô quyết định để trống. Đứng đầu là các kết luận mà riêng \
         nó quyết định việc cổng có đủ thông tin hay không, sau đó xếp theo số mục còn thiếu từ ít đến nhiều, rồi theo \
         điểm.",
        "With --queue: what still keeps the report a draft, with empty cells for the decision. First stand the findings \
         that alone decide whether a portal gives full information, then by how little else is missing there, then by \
         points.",
    ),
    (
        "Các cột: portal, requirement, outcome (passed, partial, failed, cant-tell, inapplicable, untested, hoặc từ dùng \
         trong báo cáo), reason, name, date (2026-11-23 hoặc 23/11/2026). Các cột khác được bỏ qua, cũng như những dòng \
         để trống outcome, reason, name và date. Quyết định đồng ý với chương trình thì không cần lý do. Nếu một kết luận \
         có nhiều quyết định thì quyết định mới nhất được tính; quyết định cùng ngày thay cho quyết định trước.",
        "Columns: portal, requirement, outcome (passed, partial, failed, cant-tell, inapplicable, untested, or the words \
         of the reports), reason, name, date (2026-11-23 or 23/11/2026). Further columns are left alone, and so are rows \
         in which outcome, reason, name and date are empty. A decision that confirms the program needs no reason. Of \
         several decisions about a finding the latest counts; one of the same day replaces the former.",
    ),
    // accuracy
    ("Thư mục của một đợt kiểm tra", "Folder of a run"),
    (
        "Nhãn đúng [mặc định: manifest.csv của các trang, truth.csv của đợt kiểm tra]",
        "What is true [default: manifest.csv of the pages, truth.csv of the run]",
    ),
    (
        "Mã nhãn nói về những yêu cầu nào [mặc định: bảng kèm chương trình]",
        "Which requirements a label code speaks of [default: the table built in]",
    ),
    (
        "Liệt kê mọi kết luận khác với nhãn; với trang thì kèm lý do dẫn đến kết luận",
        "List every answer that differs from the labels, of pages with what led to it",
    ),
    ("Thoát với mã 1 nếu có mục tiêu không đạt", "Exit with code 1 if a goal is missed"),
    (
        "Đo thêm kết luận khi giấu đi một phần nhãn của mỗi quy tắc, lần lượt từng phần trong số phần đã chia",
        "Measure as well what would be said without a part of every rule's labels, each of N parts once",
    ),
    ("Số quyết định cách chia nhãn cho --hold-out", "Divides the labels for --hold-out"),
    (
        "Nhãn của trang có các cột file, labels_present, labels_content, labels_unsure; nhãn của đợt kiểm tra có portal, \
         requirement, outcome. `d42 demo` ghi nhãn như vậy, tệp truth.csv, vào đợt kiểm tra của nó. Số liệu chỉ tính kết \
         luận của chính chương trình: không tính quyết định rà soát và miễn trừ.",
        "Labels of pages have the columns file, labels_present, labels_content, labels_unsure; labels of a run have \
         portal, requirement, outcome. `d42 demo` writes such labels, truth.csv, into its run. Figures count what the \
         program says by itself: reviews and waivers have no part in them.",
    ),
    // demo
    (
        "Mở hệ thống cổng mô phỏng ở địa chỉ nội bộ của máy cho đến khi nhấn Ctrl-C",
        "Serve the simulated web on loopback addresses until Ctrl-C",
    ),
    ("Số cổng; dưới 89 thì các cấp giảm theo tỷ lệ", "How many portals; below 89 the tiers shrink in proportion"),
    (
        "Số trang thành phần đang hoạt động; cuộc khảo sát đếm được 5635. Tự nâng lên mức tối thiểu mà các cấp mô phỏng cần",
        "How many living component sites; the survey counted 5635. Raised to the few that the planted levels need",
    ),
    ("Cùng một số thì tạo ra cùng một hệ thống cổng", "The same seed gives the same web"),
    (
        "Kiểm tra hệ thống cổng do tiến trình khác mở: tệp do `d42 demo serve --format json` tạo ra",
        "Audit the web that another process serves: what `d42 demo serve --format json` printed",
    ),
    ("Thư mục của đợt kiểm tra [mặc định: runs/NGÀY-demo]", "Folder of the run [default: runs/DATE-demo]"),
    ("Số mili giây cộng thêm vào mỗi lần trả lời", "Milliseconds added to every answer"),
    (
        "Số yêu cầu mỗi giây mà một máy chủ trả lời trước khi báo 429",
        "Requests a host answers per second before it says 429",
    ),
    ("Tự dừng sau số giây này thay vì chờ Ctrl-C", "Stop after this many seconds instead of at Ctrl-C"),
    (
        "Các cơ quan đều là giả định. Nội dung đặt sẵn trên từng trang đã biết trước, nên cuối kết quả có số kết luận đúng.",
        "The agencies are invented. What is planted on their pages is known, so the result ends with how many outcomes \
         were right.",
    ),
    (
        "Mỗi nhóm máy chủ có một địa chỉ nội bộ riêng; một địa chỉ phục vụ nhiều tên miền theo tiêu đề Host.",
        "Each group of hosts has a loopback address of its own; the same address serves several names by the Host header.",
    ),
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
    ("Kết quả của `rules check --format json`", "What `rules check --format json` writes"),
    ("Kết quả của `rules test --format json`", "What `rules test --format json` writes"),
    ("Kết quả của `rules mutate --format json`", "What `rules mutate --format json` writes"),
    ("Kết quả của `rules diff --format json`", "What `rules diff --format json` writes"),
    // politeness
    ("Cho người đọc, trên màn hình dòng lệnh", "For people, on the terminal"),
    ("Một trang tự đủ", "One self-contained page"),
    ("Chỉ máy chủ này; có thể ghi nhiều lần", "Only this host; may be given several times"),
    (
        "Dạng kết quả [mặc định: theo đuôi tệp của --out, nếu không thì text]",
        "Form of the result [default: by the ending of --out, else text]",
    ),
    (
        "Trang để gửi cho người quản trị hỏi về những lần truy cập máy chủ của mình. Số liệu lấy từ đợt kiểm tra: mọi yêu \
         cầu, gần nhau đến mức nào, kết quả ra sao, những lần giảm nhịp và lý do, và robots.txt nói gì.",
        "The page to send to an administrator who asks what visited his server. It counts what stands in the run: every \
         request, how close they came, what came of them, each time the pace was lowered and why, and what robots.txt said.",
    ),
    // completions
    ("Cho shell nào", "Which shell"),
];

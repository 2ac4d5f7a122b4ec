//! What the commands on a run and its results say: judge, report, review, accuracy, demo and politeness.

pub(super) const TABLE: &[(&str, &str)] = &[
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
    (
        "Dành cho ai: tài liệu để chuyển tiếp, thay cho báo cáo xem trên màn hình",
        "For whom: what is handed on, instead of the report for the screen",
    ),
    (
        "Ở dạng nào [mặc định: html; với một loại thì mọi dạng của loại đó]",
        "In which form [default: html; of a kind, all its forms]",
    ),
    ("Hồ sơ hoặc kết quả kiểm tra của cổng nào", "Whom a dossier or an inspection is about"),
    ("Cho hội nghị hằng năm: mọi cổng (docx, html)", "For the annual conference: all portals (docx, html)"),
    (
        "Cho một cơ quan: cổng còn thiếu gì và vì sao (docx, html), theo --portal",
        "For an agency: what its portal lacks and why (docx, html), of --portal",
    ),
    (
        "Cho đợt kiểm tra: một tỉnh cùng các trang thành phần (docx, html), theo --portal",
        "For an inspection: a province with its component sites (docx, html), of --portal",
    ),
    ("Cho phần mềm soạn thảo", "For word processors"),
    ("Cho người phân tích: mỗi bảng một trang tính (xlsx)", "For analysts: a sheet for each table (xlsx)"),
    (
        "Cho mọi người: tất cả các bảng kèm từ điển dữ liệu (csv, jsonl, parquet)",
        "For everybody: all tables with their dictionary (csv, jsonl, parquet)",
    ),
    ("Các bảng cho bảng tính", "Tables for spreadsheets"),
    ("Một tệp bảng tính nhiều trang", "A workbook"),
    ("Các bảng, mỗi dòng một đối tượng, cho chương trình", "Tables with an object a line, for programs"),
    ("Các bảng lưu theo cột, cho thống kê", "Tables by columns, for statistics"),
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
         byte. `csv` là hai tệp findings.csv và portals.csv; `all` là hai tệp đó cùng report.json và report.html. Một loại \
         được lập ở mọi dạng của nó nếu không nêu dạng nào; `data` được ghi vào thư mục `data` của đợt kiểm tra. Các thiết lập \
         `superior`, `issuer`, `place` và `objection` điền phần đầu và phần cuối của văn bản.",
        "Findings that the run keeps are used if they are of this program, these rules and this profile; otherwise the \
         archived pages are judged again: the same run and the same rules give the same bytes. `csv` is two files, findings.csv and portals.csv; `all` is these, report.json and report.html. A kind is written in all its \
         forms unless one is named; `data` goes to the folder `data` of the run. The settings `superior`, `issuer`, \
         `place` and `objection` fill in the head and the last part of documents.",
    ),
    (
        "Nội dung các cơ quan tự khai (CSV: portal, requirement, answer, note), đối chiếu với thực tế thấy được",
        "What agencies declare (CSV: portal, requirement, answer, note), held against what was seen",
    ),
    (
        "Khó khăn, vướng mắc và đề xuất, kiến nghị của các cơ quan (CSV: agency, text, kind, level)",
        "Obstacles and recommendations of agencies (CSV: agency, text, kind, level)",
    ),
    (
        "Thư mục một đợt trước có report.json, để đặt các chỉ tiêu cạnh nhau",
        "Folder of an earlier run with its report.json, to set the survey's figures beside",
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
    (
        "Số cổng; khác 89 thì các cấp giữ nguyên tỷ lệ",
        "How many portals; with more or fewer than 89 the tiers keep their proportions",
    ),
    ("Số bài tin tức trên mỗi cổng", "How many news articles on each portal"),
    (
        "Không cổng nào gặp sự cố và không địa chỉ nào kéo dài vô tận, nên chương trình nào cũng xem được mọi trang",
        "No portal is in trouble and no address goes on without end, so that every client can visit every page",
    ),
    (
        "Số trang thành phần đang hoạt động; cuộc khảo sát đếm được 5635. Tự nâng lên mức tối thiểu mà các cấp mô phỏng cần",
        "How many living component sites; the survey counted 5635. Raised to the few that the planted levels need",
    ),
    ("Cùng một số thì tạo ra cùng một hệ thống cổng", "The same seed gives the same web"),
    (
        "Kiểm tra hệ thống cổng do tiến trình khác mở: tệp do `d42 demo serve --format json` tạo ra",
        "Audit the web that another process serves: what `d42 demo serve --format json` printed",
    ),
    (
        "Số yêu cầu mỗi giây đến một máy chủ, nhiều nhất; 0 là không chờ lượt",
        "Requests per second to one host, at most; 0 to wait for nobody's turn",
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
    // census
    ("Cho người đọc: mỗi cổng một dòng", "For people: a line for each portal"),
    ("Mỗi trang thành phần một dòng, cho bảng tính", "A line for each component site, for spreadsheets"),
    (
        "Trang thành phần là trang mà một liên kết của cổng, một lựa chọn trong danh sách của cổng hoặc chính tên máy chủ \
         cho thấy thuộc về một cơ quan, đơn vị: sở, ngành, đơn vị, cấp huyện, cấp xã. Mỗi trang được xem một lần, ở trang \
         chủ.",
        "A component site is one that a link of the portal, an option of its lists or the host itself gives to a body: a \
         department, a unit, a district or a commune. Each was looked at once, on its start page.",
    ),
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
];

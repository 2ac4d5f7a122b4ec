//! What the commands that choose and visit portals say: audit, crawl, resume and portals.

pub(super) const TABLE: &[(&str, &str)] = &[
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
    ("Truy cập lại những gì kho lưu bị hỏng đã mất", "Ask again for what a damaged archive has lost"),
    (
        "Chỉ tải lại những gì đã thay đổi kể từ đợt kiểm tra này; nội dung còn lại lấy từ đợt đó",
        "Ask again only for what has changed since this run, whose content is taken up",
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
        "Số cổng được xem cùng lúc, nhiều nhất; dù nhiều hay ít, mỗi máy chủ vẫn giữ nhịp riêng [mặc định: 128]",
        "Portals visited at the same time, at most; each host has its own pace however many there are [default: 128]",
    ),
    (
        "Sau bao nhiêu phút thì thử lại một lần, với giới hạn lớn hơn, những gì chưa xem được [mặc định: 10]",
        "Minutes after which what failed is asked for once more with larger limits [default: 10]",
    ),
    (
        "Chờ bao nhiêu phút khi máy này mất kết nối mạng; sau đó dừng, để chạy tiếp sau [mặc định: 720]",
        "Minutes to wait when our own connection is lost; then the run stops, to be resumed [default: 720]",
    ),
    (
        "Số tệp mỗi cổng (PDF, Word, Excel …), nhiều nhất; 0 là không tải tệp nào [mặc định: 40]",
        "Files per portal (PDF, Word, Excel …), at most; 0 for none [default: 40]",
    ),
    (
        "Chạy mã lệnh của trang chỉ hiện ra nhờ mã lệnh bằng gì: auto (Chromium đã cài), never (không chạy) hoặc một chương trình [mặc định: auto]",
        "What runs scripts of pages that are empty without: auto (an installed Chromium), never, or a program [default: auto]",
    ),
    (
        "Chạy mã lệnh của trang chỉ hiện ra nhờ mã lệnh bằng gì: auto (Chromium đã cài), never (không chạy) hoặc một chương trình [mặc định: never]",
        "What runs scripts of pages that are empty without: auto (an installed Chromium), never, or a program [default: never]",
    ),
    (
        "Chạy mã lệnh của trang bằng gì, nếu khác lúc bắt đầu: auto, never hoặc một chương trình",
        "What runs scripts of pages, if not as the run was begun: auto, never or a program",
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
];

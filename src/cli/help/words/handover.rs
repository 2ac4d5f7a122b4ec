//! What the commands say that hand results over: compare, show, bundle and verify.

pub(super) const TABLE: &[(&str, &str)] = &[
    // compare
    ("Thư mục của đợt kiểm tra trước", "Folder of the earlier run"),
    ("Thư mục của đợt kiểm tra sau", "Folder of the later run"),
    (
        "Thư mục quy tắc tại thời điểm đợt trước [mặc định: quy tắc hiện tại]",
        "Folder with the rules as they were at the earlier run [default: the rules of today]",
    ),
    (
        "Theo luật nào: decree-42 hoặc in-force [mặc định: bộ căn cứ của đợt sau]",
        "By which law: decree-42 or in-force [default: the profile of the later run]",
    ),
    (
        "Cả hai đợt được đánh giá theo cả hai bộ quy tắc, để thay đổi của quy tắc không bị coi là thay đổi của cổng. Cơ quan đã \
         sáp nhập được ghép theo cột `predecessors` của danh sách sau. Nếu không có `--rules-before`, cả hai đợt được đánh giá theo \
         cùng quy tắc và mọi thay đổi là của cổng.",
        "Both runs are judged with both rule sets, so that a change of the rules is not taken for one of a portal. Agencies that were \
         merged are paired by the column `predecessors` of the later registry. Without `--rules-before` both runs are judged with the \
         same rules, and every change is the portal's.",
    ),
    // show
    ("Bản ghi mở đầu tiên, như báo cáo nêu: CỔNG/SỐ", "The capture to begin with, as reports name it: PORTAL/NUMBER"),
    ("Cổng TCP để mở [mặc định: cổng còn trống bất kỳ]", "Port to listen on [default: any that is free]"),
    (
        "Mở báo cáo tại 127.0.0.1 cho đến khi nhấn Ctrl-C; mỗi bản ghi nêu trong báo cáo dẫn đến trang đã lưu, có đánh dấu chỗ \
         tìm thấy. Nếu chỉ ra một bản ghi thì chỉ lập báo cáo của cổng đó. Mã chạy, biểu mẫu và liên kết của trang đã lưu bị bỏ, \
         ảnh và kiểu dáng không được tải: không có gì rời khỏi máy này.",
        "Serves the report on 127.0.0.1 until Ctrl-C; each capture named in it leads to the archived page, with the place marked that \
         was found. With a capture, only the report of its portal is made. Scripts, forms and links of archived pages are taken out, \
         pictures and styles are not loaded: nothing leaves this machine.",
    ),
    // bundle
    ("Mã của cổng", "Id of the portal"),
    (
        "Khóa bí mật để ký: Ed25519, PKCS#8 dạng PEM [mặc định: không ký]",
        "Private key to sign with: Ed25519, PKCS#8 in PEM [default: not signed]",
    ),
    (
        "Tệp để ghi [mặc định: ĐỢT-CỔNG.zip trong thư mục hiện tại]",
        "File to write [default: RUN-ID.zip in the current folder]",
    ),
    (
        "Gói là một tệp ZIP: báo cáo của riêng cổng này (HTML, JSON, CSV), các bản ghi WARC của mọi trang được nêu, và mã băm \
         của tất cả. Với `--key`, các mã băm được ký (Ed25519). `d42 verify` kiểm tra gói; README.txt trong gói chỉ cách tự \
         kiểm tra. Cùng đợt kiểm tra, quy tắc và khóa thì gói giống nhau đến từng byte.",
        "The bundle is a ZIP archive: the report of this portal as HTML, JSON and CSV, the WARC records of every page it names, and \
         digests of all this. With `--key` the digests are signed (Ed25519). `d42 verify` checks it; README.txt in it says how to do \
         so by hand. The same run, rules and key give the same bytes.",
    ),
    // verify
    ("Gói cần kiểm tra", "The bundle"),
    ("Khóa công khai của bên lẽ ra đã ký gói (PEM)", "Public key of whoever should have signed it (PEM)"),
    (
        "Mọi tệp và mọi bản ghi được đối chiếu với mã băm trong gói, và mã băm với chữ ký. Khóa phải lấy từ cơ quan lập gói: \
         gói chỉ kèm khóa của chính nó thì chứng tỏ không có gì hư hại, nhưng không chứng tỏ ai đã lập. Mã thoát 1 nếu có \
         phần bị sửa, bị thiếu, hoặc không do khóa đó ký.",
        "Every file and every archived record is held against the digests in the bundle, and these against the signature. The key \
         comes from the office that made the bundle: a bundle that only brings its own proves that nothing was damaged, but not who \
         made it. Exit code 1 if anything was altered, is missing, or is not signed by the key.",
    ),
];

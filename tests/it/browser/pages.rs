//! Pages as portals build them.

use super::*;

/// A menu that comes as data and stands on the page only after a while.
const MENU: &str = "setTimeout(async()=>{const menu=await(await fetch('/api/menu',{headers:{'X-Ma':'7'}})).json();\
    document.getElementById('noi-dung').innerHTML='<nav>'+menu.map(m=>`<a href=${m.url}>${m.ten}</a>`).join('')+'</nav>'},3000)";

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_that_scripts_build_is_seen_and_asked_for_under_our_name() {
    let Some(browser) = chromium("a_menu_that_scripts_build_is_seen_and_asked_for_under_our_name", |_| ()).await else {
        return;
    };
    let server = scripted(MENU, |asked| match asked.path.as_str() {
        "/api/menu" => Answer::Page(
            "200 OK\r\nContent-Type: application/json",
            r#"[{"url":"/gioi-thieu","ten":"Giới thiệu"}]"#.as_bytes().to_vec(),
        ),
        _ => none(asked),
    })
    .await;
    let exchange = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    assert!(markup(&exchange).contains("<a href=\"/gioi-thieu\">Giới thiệu</a>"), "{}", markup(&exchange));
    assert_eq!((exchange.status, exchange.truncated), (200, None));
    assert_eq!(exchange.header("content-type"), Some("text/html; charset=utf-8"));
    let log = server.log();
    assert_eq!(server.paths(), ["/", "/api/menu"]);
    assert!(log.iter().all(|asked| asked.header("user-agent") == Some(&options().contact.user_agent())), "{log:?}");
    assert_eq!(log[1].header("x-ma"), Some("7"), "what the script adds goes with its request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_that_a_script_sets_opens_the_page_and_is_kept() {
    let Some(browser) = chromium("a_cookie_that_a_script_sets_opens_the_page_and_is_kept", |_| ()).await else {
        return;
    };
    let server = Server::start(|asked| match asked.header("cookie") {
        Some(cookie) if cookie.contains("qua=1") => html("<h1>Nội dung</h1>"),
        _ => Answer::Page(
            "200 OK\r\nContent-Type: text/html\r\nSet-Cookie: phien=5; HttpOnly",
            b"<script>document.cookie='qua=1; path=/';location.reload()</script>".to_vec(),
        ),
    })
    .await;
    let exchange = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    assert!(markup(&exchange).contains("<h1>Nội dung</h1>"), "{}", markup(&exchange));
    let set: Vec<_> =
        exchange.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, v)| v.clone()).collect();
    assert_eq!(set, [b"phien=5; Path=/".to_vec(), b"qua=1; Path=/".to_vec()]);
    assert_eq!(server.log().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn routes_behind_a_hash_are_pages_of_their_own() {
    const ROUTER: &str = "const show=()=>document.getElementById('noi-dung').innerHTML=\
        location.hash==='#/lanh-dao'?'<h1>Lãnh đạo</h1>':'<a href=\"#/lanh-dao\">Lãnh đạo cơ quan</a>';\
        addEventListener('hashchange',show);show()";
    let Some(browser) = chromium("routes_behind_a_hash_are_pages_of_their_own", |_| ()).await else { return };
    let server = scripted(ROUTER, none).await;
    let home = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    assert!(markup(&home).contains("<a href=\"#/lanh-dao\">"), "{}", markup(&home));
    let route = rendered(&browser, &server, "http://mau.gov.vn/#/lanh-dao").await.unwrap();
    assert!(markup(&route).contains("<h1>Lãnh đạo</h1>"), "{}", markup(&route));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_a_link_sends_is_answered() {
    const FORM: &str = "<form id=f method=post action='/'><input type=hidden name=__EVENTTARGET><input type=hidden name=__VIEWSTATE value=dDw>\
        <a href=\"javascript:__doPostBack('menu','3')\">Lịch tiếp dân</a></form>\
        <script>function __doPostBack(t){f.__EVENTTARGET.value=t;f.submit()}</script>";
    let Some(browser) = chromium("a_form_that_a_link_sends_is_answered", |_| ()).await else { return };
    let server = Server::start(|asked| {
        if asked.body.contains("__EVENTTARGET=menu") { html("<h1>Lịch tiếp công dân</h1>") } else { html(FORM) }
    })
    .await;
    let address = "http://mau.gov.vn/#javascript:__doPostBack('menu','3')";
    let exchange = rendered(&browser, &server, address).await.unwrap();
    assert!(markup(&exchange).contains("<h1>Lịch tiếp công dân</h1>"), "{}", markup(&exchange));
    let log = server.log();
    assert!(log[1].head.starts_with("POST / ") && log[1].body.contains("__VIEWSTATE=dDw"), "{log:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_grows_when_its_end_is_seen_is_followed_a_few_times() {
    const GROWS: &str = "let page=0;const list=document.getElementById('noi-dung'),end=document.createElement('div');\
        list.after(end);new IntersectionObserver(async seen=>{if(!seen[0].isIntersecting)return;\
        const text=await(await fetch('/bai?trang='+ ++page)).text();\
        for(let i=0;i<20;i++)list.insertAdjacentHTML('beforeend','<p style=height:100px>'+text+'</p>')}).observe(end)";
    let Some(browser) = chromium("a_list_that_grows_when_its_end_is_seen_is_followed_a_few_times", |_| ()).await else {
        return;
    };
    let server = scripted(GROWS, |asked| html(&asked.path)).await;
    let exchange = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    let pages = server.log().len() - 1;
    assert!((2..=10).contains(&pages), "{pages} pages of the list: {:?}", server.paths());
    assert!(markup(&exchange).contains("/bai?trang=2"), "{}", markup(&exchange));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_leads_elsewhere_is_a_redirect_and_not_followed() {
    let Some(browser) = chromium("a_page_that_leads_elsewhere_is_a_redirect_and_not_followed", |_| ()).await else {
        return;
    };
    let server = scripted("location.href='/trang-chu.html'", none).await;
    let exchange = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    assert_eq!(exchange.status, 302);
    assert_eq!(exchange.header("location"), Some("http://mau.gov.vn/trang-chu.html"));
    assert_eq!(server.paths(), ["/"]);
}

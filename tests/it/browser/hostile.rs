//! Pages that want out, or more than they get.

use std::time::Instant;

use d42::fetch::BrowserTrouble;
use tokio::net::TcpListener;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_but_through_the_desk() {
    let Some(browser) = chromium("nothing_leaves_but_through_the_desk", |_| ()).await else { return };
    // A service on a private address that nobody may reach.
    let private = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = private.local_addr().unwrap();
    let script = format!(
        "const t='{target}',said=[];\
         fetch('http://'+t+'/xhr').catch(()=>said.push('xhr'));\
         fetch('http://169.254.169.254/latest').catch(()=>said.push('metadata'));\
         fetch('http://khac.example/').catch(()=>said.push('other'));\
         navigator.sendBeacon('http://'+t+'/beacon');\
         try{{new WebSocket('ws://'+t).onerror=()=>said.push('socket')}}catch(e){{said.push('socket')}}\
         try{{new Worker(URL.createObjectURL(new Blob([`fetch('http://${{t}}/worker')`])))}}catch(e){{}}\
         try{{new EventSource('http://'+t+'/events')}}catch(e){{}}\
         try{{new RTCPeerConnection({{iceServers:[{{urls:'stun:'+t}}]}}).createDataChannel('x')}}catch(e){{}}\
         try{{new WebTransport('https://'+t)}}catch(e){{}}\
         try{{navigator.serviceWorker.register('/sw.js').catch(()=>0)}}catch(e){{}}\
         for(const rel of ['preconnect','dns-prefetch','prefetch','preload','stylesheet','icon'])\
         document.head.append(Object.assign(document.createElement('link'),{{rel,href:'http://'+t+'/'+rel}}));\
         for(const tag of ['img','iframe','script','video','embed'])\
         document.body.append(Object.assign(document.createElement(tag),{{src:'http://'+t+'/'+tag}}));\
         window.open('http://'+t+'/window');\
         setTimeout(()=>document.title=said.sort().join(),2000)"
    );
    let server = scripted(&script, none).await;
    let exchange = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    assert!(markup(&exchange).contains("<title>metadata,other,socket,xhr</title>"), "{}", markup(&exchange));
    assert_eq!(server.paths(), ["/"]);
    let knocked = tokio::time::timeout(Duration::from_millis(1), private.accept()).await;
    assert!(knocked.is_err(), "somebody came to the private address");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_goes_to_another_domain_is_not_followed() {
    let Some(browser) = chromium("a_page_that_goes_to_another_domain_is_not_followed", |_| ()).await else { return };
    let server = scripted("location.href='http://khac.example/'", none).await;
    let exchange = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    assert_eq!(exchange.header("location"), Some("http://khac.example/"));
    assert_eq!(server.paths(), ["/"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_never_come_to_rest_are_cut_and_the_next_one_is_read() {
    let change = |options: &mut ChromiumOptions| options.limits.work = Duration::from_secs(4);
    let Some(browser) = chromium("pages_that_never_come_to_rest_are_cut_and_the_next_one_is_read", change).await else {
        return;
    };
    let stuck = Err(Failure::Browser(BrowserTrouble::Stuck));
    let ended = |result: Result<Exchange, Failure>| result.map(|exchange| exchange.status);
    let loops = scripted("for(;;);", none).await;
    let begin = Instant::now();
    assert_eq!(ended(rendered(&browser, &loops, "http://mau.gov.vn/").await), stuck);
    assert!(begin.elapsed() < Duration::from_secs(40), "{:?}", begin.elapsed());
    let reloads = scripted("location.reload()", none).await;
    assert_eq!(ended(rendered(&browser, &reloads, "http://mau.gov.vn/").await), stuck);
    assert!(reloads.log().len() <= 6, "{:?}", reloads.paths());
    // Asks again and again: what it gets is bounded, and what it shows is read.
    let asks = scripted(
        "document.getElementById('noi-dung').textContent='Có nội dung';\
         const ask=()=>fetch('/lai').then(ask,()=>setTimeout(ask,10));ask();setInterval(()=>0,1)",
        |asked| html(&asked.path),
    )
    .await;
    let exchange = rendered(&browser, &asks, "http://mau.gov.vn/").await.unwrap();
    assert!(markup(&exchange).contains("Có nội dung"));
    assert!(asks.log().len() <= 41, "{}", asks.log().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_takes_all_memory_is_cut_and_the_next_one_is_read() {
    let change = |options: &mut ChromiumOptions| options.limits.memory = 512 << 20;
    let Some(browser) = chromium("a_page_that_takes_all_memory_is_cut_and_the_next_one_is_read", change).await else {
        return;
    };
    for bomb in [
        "const a=[];for(;;)a.push(new Array(1e6).fill(1.5))",
        "const a=[];for(;;)a.push(new Uint8Array(1<<26).fill(7))",
        "for(;;)document.body.append(document.createElement('div'))",
    ] {
        let server = scripted(bomb, none).await;
        let result = rendered(&browser, &server, "http://mau.gov.vn/").await;
        assert!(matches!(result, Err(Failure::Browser(_)) | Ok(_)), "{bomb}: {result:?}");
    }
    let server = scripted("document.title='Vẫn chạy'", none).await;
    let exchange = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    assert!(markup(&exchange).contains("Vẫn chạy"));
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_beyond_the_cap_is_cut() {
    let Some(browser) = chromium("markup_beyond_the_cap_is_cut", |_| ()).await else { return };
    let server = scripted("document.getElementById('noi-dung').textContent='Trang dài '.repeat(1e5)", none).await;
    let exchange = rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
    assert_eq!(exchange.truncated, Some(d42::fetch::Truncation::Length));
    assert_eq!(exchange.body.len(), 200_000);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_dies_on_a_page_is_started_again_for_it() {
    use std::sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    };
    let Some(browser) = chromium("a_browser_that_dies_on_a_page_is_started_again_for_it", |_| ()).await else {
        return;
    };
    let (victim, killed) = (Arc::new(OnceLock::new()), Arc::new(AtomicBool::new(false)));
    victim.set(browser.process_id().await.unwrap()).unwrap();
    let first = *victim.get().unwrap();
    let server = scripted("fetch('/so').then(async r=>document.title=await r.text())", |asked| html(&asked.path)).await;
    let kill = Server::start({
        let (victim, killed) = (Arc::clone(&victim), Arc::clone(&killed));
        move |asked| {
            if asked.path == "/so" && !killed.swap(true, Ordering::SeqCst) {
                let group = rustix::process::Pid::from_raw(i32::try_from(*victim.get().unwrap()).unwrap()).unwrap();
                rustix::process::kill_process_group(group, rustix::process::Signal::KILL).unwrap();
            }
            if asked.path == "/" {
                html("<script>fetch('/so').then(async r=>document.title=await r.text())</script>")
            } else {
                html("Sống lại")
            }
        }
    })
    .await;
    assert!(rendered(&browser, &server, "http://mau.gov.vn/").await.is_ok());
    let exchange = rendered(&browser, &kill, "http://mau.gov.vn/").await.unwrap();
    assert!(markup(&exchange).contains("<title>Sống lại</title>"), "{}", markup(&exchange));
    assert_eq!(kill.paths(), ["/", "/so", "/", "/so"]);
    assert_ne!(browser.process_id().await.unwrap(), first);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_has_served_its_pages_makes_room_for_a_new_one() {
    let change = |options: &mut ChromiumOptions| options.pages = 2;
    let Some(browser) = chromium("a_browser_that_has_served_its_pages_makes_room_for_a_new_one", change).await else {
        return;
    };
    let server = scripted("document.title='Đã chạy'", none).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        rendered(&browser, &server, "http://mau.gov.vn/").await.unwrap();
        ids.push(browser.process_id().await.unwrap());
    }
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[1], ids[2]);
}

//! `d42 demo`: audits the simulated web and says how much of what was planted was found.

use std::{path::Path, time::Instant};

use super::{
    Args,
    result::{DemoV1, agreement_text},
    served::Web,
};
use crate::{
    audit::{RunOptions, Session},
    cli::{Context, Exit, Format},
    clock,
    commands::{
        CommandError, audit,
        drive::{self, Crawled},
        judge::judge,
        output::{replace, write_all},
        since, waivers,
    },
    demo::{Eyes, Plan, PlannedPortal, agreement},
    fetch::Network,
    report::{self, Lang, Origin, Report, counted},
    rules,
    snapshot::{Run, Settings},
};

/// Whom the invented agencies could turn to.
const CONTACT: &str = "mailto:demo@example.vn";
/// No portal of the simulator takes longer when nobody's turn is waited for.
const MINUTES: u32 = 5;

/// Runs `demo`.
pub(super) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let begin = Instant::now();
    let rules = rules::load(context.rules_dir().as_deref())?;
    let judge = judge(&rules, context.settings.profile.as_deref())?;
    let started = clock::now();
    let today = clock::date_in_vietnam(started);
    let web = match &args.served {
        Some(path) => Web::elsewhere(path)?,
        None => Web::serve(args.web, today)?,
    };
    let registry = web.plan.registry();
    let usual = RunOptions::new(CONTACT.to_owned());
    let options = RunOptions {
        rate: args.rate,
        at_once: args.at_once.unwrap_or(usual.at_once),
        max_minutes: if args.rate > 0.0 { usual.max_minutes } else { MINUTES },
        again_after: Some(0),
        browser: args.browser.clone().unwrap_or_default(),
        simulator: serde_json::to_value(web.args).ok(),
        ..usual
    };
    let earlier = since::open(args.since.as_deref(), &registry, &rules.digest, Origin::Simulated, context)?;
    let folder = args.out.clone().unwrap_or_else(|| audit::vacant_run(context, &format!("{today}-demo")));
    let manifest = Settings {
        rules_digest: rules.digest.clone(),
        profile: judge.profile().id.0.clone(),
        options: options.to_map(),
        seed: 0,
        simulated: true,
        started,
        since: earlier.as_ref().map(|earlier| earlier.since.clone()),
    };
    let waivers = waivers::read(context, &rules, &registry.portals)?;
    let run = Run::create(&folder, manifest, &registry)?;
    if let Some(earlier) = earlier {
        run.recorder().follow(earlier.run);
    }
    let count = registry.portals.len();
    context.note(&match context.lang {
        Lang::Vi => format!("DỮ LIỆU MÔ PHỎNG: {count} cổng không có thật, kết quả trong {}", folder.display()),
        Lang::En => format!(
            "SIMULATED DATA: {}, results in {}",
            counted(count as u32, "invented portal", "invented portals"),
            folder.display()
        ),
    });
    let sites: usize = web.plan.portals.iter().map(PlannedPortal::living_sites).sum();
    if sites > web.args.components as usize {
        context.note(&match context.lang {
            Lang::Vi => format!("có {sites} trang thành phần: các cấp triển khai cài sẵn cần ít nhất chừng ấy"),
            Lang::En => format!("there are {sites} component sites: the planted levels need at least so many"),
        });
    }
    let mut session =
        Session::new(run, registry.portals, rules, judge).with_waivers(waivers).with_reader(context.reader());
    let network = Network::Simulated(web.hosts.clone().into_iter().collect());
    let fetch = drive::client(&options.contact, network, session.portals())?;
    if drive::crawl(&mut session, count, fetch, &options, 0, context)? == Crawled::Interrupted {
        return drive::interrupted(session, context);
    }
    // The web has been seen; what it holds makes room for the report.
    let plan = web.leave();
    let eyes = eyes(&session);
    let (report, _lock) = session.conclude()?;
    deliver(&report, (&plan, eyes), &folder, args.format, begin, context)?;
    Ok(Exit::Done)
}

/// With what the portals of `session` were looked at.
pub(in crate::commands) fn eyes(session: &Session) -> Eyes {
    match session.browser_version() {
        Some(_) => Eyes::Browser,
        None => Eyes::Http,
    }
}

/// Writes the reports of a simulated run and what was planted into `folder`, and says how much of it was found.
pub(in crate::commands) fn deliver(
    report: &Report,
    (plan, eyes): (&Plan, Eyes),
    folder: &Path,
    format: Format,
    begin: Instant,
    context: &Context,
) -> Result<(), CommandError> {
    for path in write_all(report, folder, context.lang)? {
        context.note(&path.display().to_string());
    }
    let planted = folder.join("truth.csv");
    replace(&planted, plan.truth_table(eyes).as_bytes())?;
    context.note(&planted.display().to_string());
    let truth = agreement(report.findings(), &plan.truth(eyes));
    let seconds = begin.elapsed().as_secs_f64();
    match format {
        Format::Json => context.print_json(&DemoV1::new(report, &truth, seconds)),
        Format::Text => {
            context.print(&report::summary::write(report, context.lang))?;
            context.print(&agreement_text(&truth, report.pages(), seconds, context.out_width(), context.lang))
        }
    }
}

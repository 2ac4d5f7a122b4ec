//! The simulated web that a demo audits: one of this process, or one that `d42 demo serve` serves from another, so that
//! the crawler can be measured alone.

use std::{collections::BTreeMap, fs, net::SocketAddr, path::Path, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::WebArgs;
use crate::{
    cli::Exit,
    commands::CommandError,
    demo::{Plan, Server, ServerOptions},
};

/// The first line of `demo serve --format json`; what `demo --served FILE` reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServingV1 {
    /// Always true.
    pub(super) simulated: bool,
    /// What the web is made from.
    pub(super) web: WebArgs,
    /// The day it was planned for.
    pub(super) day: Date,
    /// Where each host name is served.
    pub(super) hosts: BTreeMap<String, SocketAddr>,
}

impl ServingV1 {
    /// Reads the first line of `path`; the counts may follow it.
    fn read(path: &Path) -> Result<Self, CommandError> {
        let text = fs::read_to_string(path).map_err(|error| CommandError::reading(path, &error))?;
        let line = text.lines().next().unwrap_or_default();
        let invalid = |reason: String| {
            let said = format!("{}: {reason}", path.display());
            CommandError::new(Exit::InvalidInput, said.clone(), said).help(
                "cho dòng đầu tiên mà `d42 demo serve --format json` in ra, khi đã in xong",
                "give what `d42 demo serve --format json` printed first, once it is complete",
            )
        };
        let serving: Self = serde_json::from_str(line).map_err(|error| invalid(error.to_string()))?;
        // The demo waits for nobody's turn and asks private addresses; neither may reach another machine.
        if let Some((host, at)) = serving.hosts.iter().find(|(_, at)| !at.ip().is_loopback()) {
            return Err(invalid(format!("`{host}` leads to {at}, which is not a loopback address")));
        }
        Ok(serving)
    }
}

/// A simulated web that answers.
pub(in crate::commands) struct Web {
    pub(super) args: WebArgs,
    pub(super) plan: Arc<Plan>,
    pub(in crate::commands) hosts: BTreeMap<String, SocketAddr>,
    /// Unless another process serves it. It stops with this.
    _server: Option<Server>,
}

impl Web {
    /// Serves the web of `args` as of `today`.
    pub(super) fn serve(args: WebArgs, today: Date) -> Result<Self, CommandError> {
        let plan = args.plan(today);
        let server = super::start(&plan, ServerOptions::default())?;
        Ok(Self { args, plan, hosts: server.hosts().clone(), _server: Some(server) })
    }

    /// Stops serving, and keeps what was planted.
    pub(in crate::commands) fn leave(self) -> Arc<Plan> {
        self.plan
    }

    /// Takes the web that another process serves, as it says in `path`.
    pub(super) fn elsewhere(path: &Path) -> Result<Self, CommandError> {
        let ServingV1 { web, day, hosts, .. } = ServingV1::read(path)?;
        Ok(Self { args: web, plan: web.plan(day), hosts, _server: None })
    }
}

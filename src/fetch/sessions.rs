//! rustls' memory of earlier sessions, which is also the first to hear that a handshake begins: that tells a server that
//! does not answer the handshake from one that does not answer at all.

use std::sync::Arc;

use rustls::{
    NamedGroup,
    client::{ClientSessionMemoryCache, ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue},
    pki_types::ServerName,
};

use super::trust::Trust;

/// Hosts whose sessions are remembered.
const MOST: usize = 1024;

#[derive(Debug)]
pub(super) struct Sessions {
    trust: Arc<Trust>,
    memory: ClientSessionMemoryCache,
}

impl Sessions {
    /// Tells `trust` of each handshake that begins.
    pub(super) fn new(trust: Arc<Trust>) -> Self {
        Self { trust, memory: ClientSessionMemoryCache::new(MOST) }
    }
}

impl ClientSessionStore for Sessions {
    fn set_kx_hint(&self, server_name: ServerName<'static>, group: NamedGroup) {
        self.memory.set_kx_hint(server_name, group);
    }

    fn kx_hint(&self, server_name: &ServerName<'_>) -> Option<NamedGroup> {
        self.memory.kx_hint(server_name)
    }

    fn set_tls12_session(&self, server_name: ServerName<'static>, value: Tls12ClientSessionValue) {
        self.memory.set_tls12_session(server_name, value);
    }

    fn tls12_session(&self, server_name: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        self.memory.tls12_session(server_name)
    }

    fn remove_tls12_session(&self, server_name: &ServerName<'static>) {
        self.memory.remove_tls12_session(server_name);
    }

    fn insert_tls13_ticket(&self, server_name: ServerName<'static>, value: Tls13ClientSessionValue) {
        self.memory.insert_tls13_ticket(server_name, value);
    }

    fn take_tls13_ticket(&self, server_name: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        // The first thing a handshake asks for.
        self.trust.begins(&server_name.to_str());
        self.memory.take_tls13_ticket(server_name)
    }
}

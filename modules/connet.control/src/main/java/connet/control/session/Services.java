package connet.control.session;

import connet.control.directory.Directory;
import connet.control.directory.RelayRegistry;
import connet.control.store.Store;

/** What all sessions share. */
public record Services(
    Store store,
    Directory directory,
    RelayRegistry relays,
    Tokens clientTokens,
    Tokens relayTokens,
    Clients clients,
    SessionLimits limits,
    Timers timers) {}

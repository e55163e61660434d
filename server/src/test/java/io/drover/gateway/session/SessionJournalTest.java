package io.drover.gateway.session;

import io.drover.store.EachDatabase;

class SessionJournalTest extends EachDatabase implements SessionJournalContract {}

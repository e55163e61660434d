/// What of a client outlives its connection, in the store: sessions, their subscriptions, and the
/// messages of QoS 1 that wait for them or for the members of a shared subscription.
///
/// All changes go through one [io.drover.gateway.session.SessionJournal] and are made in the order
/// in which they were handed to it. Nobody who hands one over waits.
@NullMarked
package io.drover.gateway.session;

import org.jspecify.annotations.NullMarked;

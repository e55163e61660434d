package io.drover.fleetindex;

import io.drover.changes.ChangeLog;
import java.util.function.Function;

/// One of the indices.
///
/// @param name the contract's
/// @param folder the name of the folder that it lies in
/// @param log what has changed of its subjects
/// @param documents what a configuration makes of its subjects
record IndexKind<C extends Indexing, D extends IndexedDocument>(
    String name,
    String folder,
    ChangeLog log,
    Class<D> type,
    IndexingConfigurations<C> configurations,
    Function<C, Documents<D>> documents,
    Dependents<D> dependents) {}

/// The database: transactions, readers, migrations, and the few true differences between SQLite and
/// PostgreSQL.
@NullMarked
package io.drover.store;

import org.jspecify.annotations.NullMarked;

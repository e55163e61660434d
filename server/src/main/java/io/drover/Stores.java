package io.drover;

import io.drover.changes.Changes;
import io.drover.config.ConfigException;
import io.drover.config.ServerConfig;
import io.drover.identity.ServerAuthority;
import io.drover.store.Database;
import io.drover.store.StoreException;
import java.time.InstantSource;

/// What everything else stands on: the state, the news of its changes, and the server's own
/// identity.
record Stores(Database database, Changes changes, ServerAuthority authority)
    implements AutoCloseable {

  static Stores open(ServerConfig config, InstantSource clock) {
    return new Stores(
        database(config), new Changes(), ServerAuthority.open(config.identity(), clock));
  }

  private static Database database(ServerConfig config) {
    try {
      return Database.open(config.store());
    } catch (StoreException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    database.close();
  }
}

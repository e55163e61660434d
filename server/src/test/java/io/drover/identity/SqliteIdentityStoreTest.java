package io.drover.identity;

import io.drover.store.Database;
import io.drover.store.StoreConfig;
import java.nio.file.Path;
import java.util.Optional;

class SqliteIdentityStoreTest extends IdentityStoreContract {
  @Override
  Database open(Path folder) {
    return Database.open(new StoreConfig(folder.resolve("drover.db"), Optional.empty()));
  }
}

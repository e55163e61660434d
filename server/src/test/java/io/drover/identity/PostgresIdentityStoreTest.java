package io.drover.identity;

import io.drover.store.Database;
import io.drover.store.StoreConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = PostgresIdentityStoreTest.URL, matches = ".+")
class PostgresIdentityStoreTest extends IdentityStoreContract {
  static final String URL = "DROVER_TEST_POSTGRES_URL";

  @Override
  Database open(Path folder) {
    Database database =
        Database.open(new StoreConfig(folder, Optional.ofNullable(System.getenv(URL))));
    database.change(
        tx -> {
          tx.update("DELETE FROM policy_attachment");
          tx.update("DELETE FROM policy");
          tx.update("DELETE FROM certificate");
        });
    return database;
  }
}

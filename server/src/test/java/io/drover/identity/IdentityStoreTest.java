package io.drover.identity;

import io.drover.store.Database;
import io.drover.store.TestDatabases;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdentityStoreTest {
  @Nested
  class OnSqlite extends IdentityStoreContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @Override
    Database database() {
      return databases.database();
    }
  }

  @Nested
  class OnPostgres extends IdentityStoreContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @Override
    Database database() {
      return databases.database();
    }
  }
}

package io.drover.registry;

import io.drover.store.Database;
import io.drover.store.TestDatabases;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class ThingTypesTest {

  @Nested
  class OnSqlite implements ThingTypesStoreContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @Override
    public Database database() {
      return databases.database();
    }
  }

  @Nested
  class OnPostgres implements ThingTypesStoreContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @Override
    public Database database() {
      return databases.database();
    }
  }
}

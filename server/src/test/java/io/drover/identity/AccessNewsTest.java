package io.drover.identity;

import io.drover.store.Database;
import io.drover.store.TestDatabases;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessNewsTest {
  @Nested
  class OnSqlite implements AccessNewsContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @Override
    public Database database() {
      return databases.database();
    }
  }

  @Nested
  class OnPostgres implements AccessNewsContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @Override
    public Database database() {
      return databases.database();
    }
  }
}

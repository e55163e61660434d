package io.drover.fleetindex;

import io.drover.store.Database;
import io.drover.store.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DynamicGroupsTest {

  @Nested
  class OnSqlite implements DynamicGroupsStoreContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @TempDir Path folder;

    @Override
    public Database database() {
      return databases.database();
    }

    @Override
    public Path folder() {
      return folder;
    }
  }

  @Nested
  class OnPostgres implements DynamicGroupsStoreContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @TempDir Path folder;

    @Override
    public Database database() {
      return databases.database();
    }

    @Override
    public Path folder() {
      return folder;
    }
  }
}

package io.drover.registry;

import io.drover.store.Database;
import io.drover.store.TestDatabases;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class BillingGroupsTest {

  @Nested
  class OnSqlite implements BillingGroupsStoreContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @Override
    public Database database() {
      return databases.database();
    }
  }

  @Nested
  class OnPostgres implements BillingGroupsStoreContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @Override
    public Database database() {
      return databases.database();
    }
  }
}

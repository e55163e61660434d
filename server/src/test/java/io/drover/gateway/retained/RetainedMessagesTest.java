package io.drover.gateway.retained;

import io.drover.store.Database;
import io.drover.store.TestDatabases;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetainedMessagesTest {

  @Nested
  class OnSqlite implements RetainedMessagesContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @Override
    public Database database() {
      return databases.database();
    }
  }

  @Nested
  class OnPostgres implements RetainedMessagesContract {
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @Override
    public Database database() {
      return databases.database();
    }
  }
}

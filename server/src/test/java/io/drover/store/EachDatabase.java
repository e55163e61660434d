package io.drover.store;

import io.drover.store.TestDatabases.Kind;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs the tests of a contract once over each kind of database, each test over one of its own, as
/// [TestDatabases] makes them.
///
/// ```java
/// class FooTest extends EachDatabase implements FooStoreContract {}
/// ```
@ParameterizedClass(name = "{0}")
@EnumSource(Kind.class)
public abstract class EachDatabase {
  @Parameter Kind kind = Kind.SQLITE;

  @RegisterExtension final TestDatabases databases = TestDatabases.of(() -> kind);

  public Database database() {
    return databases.database();
  }
}

package io.drover.fleetindex;

import io.drover.store.EachDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FleetIndexTest extends EachDatabase implements FleetIndexStoreContract {
  @TempDir Path folder;

  @Override
  public Path folder() {
    return folder;
  }
}

package io.drover.fleetmetrics;

import io.drover.store.EachDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FleetMetricsTest extends EachDatabase implements FleetMetricsStoreContract {
  @TempDir Path folder;

  @Override
  public Path folder() {
    return folder;
  }
}

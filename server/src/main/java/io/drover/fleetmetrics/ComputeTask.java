package io.drover.fleetmetrics;

import io.drover.background.BackgroundTask;
import io.drover.fleetindex.FleetIndex;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes the figures of one metric that is due. Figures and the time of the next are kept in one
/// transaction, and only for the metric as it was read, so that a crash or a second server neither
/// loses a turn nor takes it twice.
record ComputeTask(Database database, FleetIndex index, FleetMetricStore store)
    implements BackgroundTask {
  private static final Logger log = LoggerFactory.getLogger(ComputeTask.class);

  @Override
  public String name() {
    return "fleet-metrics";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(5);
  }

  /// Nothing is lost while the index is being built: what is due stays due.
  @Override
  public Outcome pass(Instant now) {
    Optional<FleetMetric> due = database.read(reading -> store.due(reading, now));
    try {
      due.ifPresent(metric -> compute(metric, now));
    } catch (RejectedException e) {
      return Outcome.DONE;
    }
    return due.isPresent() ? Outcome.MORE : Outcome.DONE;
  }

  private void compute(FleetMetric metric, Instant now) {
    Map<String, Double> figures = figures(metric);
    Instant next = metric.nextDue(now);
    database.write(tx -> store.keep(tx, metric, figures, now, next));
  }

  /// None when the index refuses, as when the field is no longer one of its fields: the figures
  /// that there were are no longer true.
  private Map<String, Double> figures(FleetMetric metric) {
    try {
      return metric.definition().compute(index);
    } catch (RejectedException e) {
      if (e.rejection() instanceof IndexNotReady) {
        throw e;
      }
      log.warn("fleet metric {} has no figures: {}", metric.name(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("fleet metric {} has no figures", metric.name(), e);
    }
    return Map.of();
  }
}

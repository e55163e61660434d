package io.drover;

import io.drover.artifacts.Artifacts;
import io.drover.background.Background;
import io.drover.background.BackgroundTask;
import io.drover.config.Endpoints;
import io.drover.config.ServerConfig;
import io.drover.jobs.RetentionTask;
import io.drover.registry.RegistryChange.ThingGroupDeleted;
import io.drover.shadow.ForgetShadowsTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole server: stores, features, background work and doors, put together here and nowhere
/// else, started in this order and closed in reverse.
public final class Server implements AutoCloseable {
  static final Duration LONGEST_CLOSE = Duration.ofSeconds(25);

  private static final Logger log = LoggerFactory.getLogger(Server.class);

  private final ServerConfig config;
  private final Stores stores;
  private final Features features;
  private final Background background;
  private final Doors doors;
  private final InstantSource clock;

  public Server(ServerConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.stores = Stores.open(config, clock);
    Artifacts artifacts = new Artifacts(config.artifacts(), clock);
    this.features =
        new Features(
            stores.database(),
            stores.changes(),
            stores.authority(),
            artifacts,
            config.folder().index(),
            config.folder().node(),
            config.arns(),
            config.registry());
    this.background = new Background(clock);
    this.doors = new Doors(config, stores, features, artifacts, clock);
  }

  /// Returns when every door is open, and tells the ports in the data folder.
  public Endpoints start() {
    features.jobTasks.start(background);
    background.start(new RetentionTask(stores.database(), features.jobs, config.jobs()));
    Runnable sweep = background.start(features.sweep());
    stores.changes().follow(ThingGroupDeleted.class, _ -> sweep.run());
    features.index.whenConfigured(background.start(features.index.task()));
    background.start(features.index.commits());
    background.start(features.metrics.task());
    background.start(new ForgetShadowsTask(stores.database()));
    certificateTasks().forEach(background::start);
    if (isShared()) {
      background.start(accessNewsTask());
    }
    features.connectivity.recover(clock.instant());
    features.recorder.whenTold(background.start(features.recorder));
    Endpoints endpoints = doors.open();
    doors.tasks().forEach(background::start);
    if (isShared()) {
      background.start(doors.superseded(features.connectivity));
    }
    endpoints.write(config.folder().endpoints());
    log.info("ready; {}", endpoints);
    return endpoints;
  }

  /// They keep the server's own certificate from expiring, and notice when it has been exchanged on
  /// disk.
  private List<BackgroundTask> certificateTasks() {
    return List.of(
        BackgroundTask.every(
            Duration.ofHours(12), "renew-certificate", _ -> stores.authority().renew()),
        BackgroundTask.every(
            Duration.ofSeconds(10), "reload-certificate", _ -> stores.authority().reload()));
  }

  /// Keeps servers that share a store from going on with what callers might do before.
  private BackgroundTask accessNewsTask() {
    return BackgroundTask.every(
        Duration.ofSeconds(1), "access-news", _ -> features.accessNews.exchange());
  }

  /// Whether there may be other servers on the store. Nobody else opens a file.
  private boolean isShared() {
    return config.store().url().isPresent();
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(config.folder().endpoints());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      doors.close();
      background.close();
      features.recorder.close();
      features.index.close();
      stores.close();
      log.info("stopped");
    }
  }
}

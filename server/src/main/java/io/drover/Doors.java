package io.drover;

import io.drover.api.data.Publish;
import io.drover.api.data.ReservedRequests;
import io.drover.api.http.ApiConfig;
import io.drover.api.http.ApiConfig.ListenerConfig;
import io.drover.api.http.HttpDoor;
import io.drover.api.identity.CertificateCallers;
import io.drover.artifacts.Artifacts;
import io.drover.background.BackgroundTask;
import io.drover.config.ConfigException;
import io.drover.config.Endpoints;
import io.drover.config.Endpoints.Door;
import io.drover.config.ServerConfig;
import io.drover.connectivity.Connectivity;
import io.drover.gateway.access.CertificateAuthenticator;
import io.drover.gateway.access.DoorAuthenticator;
import io.drover.gateway.access.PolicyAuthenticator;
import io.drover.gateway.broker.Authenticator;
import io.drover.gateway.broker.Broker;
import io.drover.gateway.broker.bounds.JvmMemory;
import io.drover.gateway.events.EventPublisher;
import io.drover.gateway.events.JobEvents;
import io.drover.gateway.events.RegistryEvents;
import io.drover.gateway.events.ThingEvents;
import io.drover.gateway.events.ThingGroupEvents;
import io.drover.gateway.jobs.JobsNews;
import io.drover.gateway.jobs.JobsNotifier;
import io.drover.gateway.jobs.JobsRequests;
import io.drover.gateway.presence.ConnectionHistory;
import io.drover.gateway.presence.LifecycleEvents;
import io.drover.gateway.presence.ThingPresence;
import io.drover.gateway.retained.ForgetRetainedTask;
import io.drover.gateway.shadow.ShadowNotifier;
import io.drover.gateway.shadow.ShadowRequests;
import io.drover.identity.CertificateDeactivated;
import io.drover.identity.PolicyName;
import io.drover.messaging.Publisher;
import io.drover.metrics.MetricsPage;
import io.drover.signature.SignatureV4;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/// The ways in: MQTT, HTTP and S3. The S3 is opened beside the others, since it takes the longest.
final class Doors implements AutoCloseable {
  private final ServerConfig config;
  private final SSLContext serverTls;
  private final Artifacts artifacts;
  private final Broker broker;
  private final JobsNotifier notifier;
  private final ShadowNotifier shadowNotifier;
  private final HttpDoor http;
  private final Optional<MetricsPage> metrics;
  private volatile boolean open;

  Doors(
      ServerConfig config,
      Stores stores,
      Features features,
      Artifacts artifacts,
      InstantSource clock) {
    this.config = config;
    this.artifacts = artifacts;
    this.serverTls = stores.authority().serverContext();
    SSLContext mutualTls = stores.authority().mutualContext();
    JobsRequests requests = new JobsRequests(features.executions, clock);
    ShadowRequests shadowRequests = new ShadowRequests(features.shadows, new ToBroker(), clock);
    ConnectionHistory history = new ConnectionHistory(clock);
    this.broker =
        new Broker(
            config.broker(),
            stores.authority().mutual(),
            config.arns(),
            clock,
            stores.database(),
            authenticator(features, clock),
            List.of(requests, shadowRequests),
            List.of(
                new ThingPresence(features.recorder, clock),
                new LifecycleEvents(new ToBroker(), clock),
                history));
    this.notifier = new JobsNotifier(new JobsNews(features.executions, broker, clock));
    notifier.follow(stores.changes());
    this.shadowNotifier = new ShadowNotifier(broker);
    shadowNotifier.follow(stores.changes());
    EventPublisher events = new EventPublisher(features.events, broker, clock);
    new RegistryEvents(
            new ThingEvents(events, config.arns()), new ThingGroupEvents(events, config.arns()))
        .follow(stores.changes());
    new JobEvents(events, config.arns()).follow(stores.changes());
    stores
        .changes()
        .follow(
            CertificateDeactivated.class,
            gone -> broker.disconnect(client -> client.principalId().equals(gone.id().value())));
    this.http =
        new HttpDoor(
            new ApiConfig(
                new ListenerConfig(config.bind(), config.apiPort(), apiTls()),
                Optional.of(
                    new ListenerConfig(config.bind(), config.dataPort(), Optional.of(mutualTls))),
                config.accessKey()),
            ServedOperations.of(
                features,
                config.arns(),
                config.publicHost(),
                new Publish(
                    new HttpMessages(broker),
                    new WithoutConnection(requests, shadowRequests),
                    config.arns(),
                    clock),
                new BrokerConnections(broker, history),
                new BrokerRetained(broker.retained(), clock),
                clock),
            clock,
            () -> open,
            new CertificateCallers(features.effectivePolicies));
    this.metrics =
        config.metricsPort().isPresent()
            ? Optional.of(BrokerFigures.on(new MetricsPage(features.metrics), broker))
            : Optional.empty();
    metrics.ifPresent(page -> http.metrics(metricsAt(config), page::text));
  }

  /// In plaintext, and therefore on loopback whatever the other doors do.
  private static ListenerConfig metricsAt(ServerConfig config) {
    return new ListenerConfig(
        InetAddress.getLoopbackAddress(), config.metricsPort().orElseThrow(), Optional.empty());
  }

  /// Only loopback hears plaintext.
  private Optional<SSLContext> apiTls() {
    return config.bind().isLoopbackAddress() ? Optional.empty() : Optional.of(serverTls);
  }

  private Authenticator authenticator(Features features, InstantSource clock) {
    CertificateAuthenticator byCertificate =
        new CertificateAuthenticator(
            features.effectivePolicies,
            config.arns(),
            features::isAttached,
            features::groupsOf,
            features::exclusiveThing);
    Optional<PolicyAuthenticator> byPolicy =
        config
            .mqttPolicy()
            .map(
                policy ->
                    new PolicyAuthenticator(
                        features.effectivePolicies, new PolicyName(policy), features::isThing));
    return new DoorAuthenticator(
        byCertificate, byPolicy, new SignatureV4(config.accessKey()), clock);
  }

  /// Returns when every door is open. A door that cannot be opened is told by its setting.
  Endpoints open() {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> s3 = executor.submit(() -> artifacts.start(serverTls));
      opening(
          "mqtts.port, mqtt.port, wss.port, ws.port",
          () -> {
            broker.start();
            return broker;
          });
      opening("api.port, data.port, metrics.port", http::start);
      opening("s3.port, s3s.port", s3::get);
    }
    open = true;
    return new Endpoints(
        new Door(http.apiPort()),
        Door.of(broker.tlsPort()),
        Door.of(broker.plainPort()),
        Door.of(broker.webSocketTlsPort()),
        Door.of(broker.webSocketPort()),
        new Door(http.dataPort()),
        Door.of(artifacts.plainPort()),
        Door.of(artifacts.tlsPort()),
        Door.of(http.metricsPort()));
  }

  private static void opening(String settings, Callable<?> start) {
    try {
      start.call();
    } catch (Exception e) {
      throw new ConfigException(settings + ": cannot listen: " + innermost(e).getMessage());
    }
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable innermost = thrown;
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return innermost;
  }

  /// What the doors have to do in the background.
  List<BackgroundTask> tasks() {
    return List.of(
        broker.sessionExpiry(),
        broker.shedding(new JvmMemory()),
        new ForgetRetainedTask(broker.retained()));
  }

  /// Ends what has gone on at another server.
  BackgroundTask superseded(Connectivity connectivity) {
    return new SupersededConnectionsTask(connectivity, broker);
  }

  /// Lets what was begun end, and takes nothing new; first where work comes in, last what it needs.
  @Override
  public void close() {
    open = false;
    http.close();
    metrics.ifPresent(MetricsPage::close);
    broker.close();
    notifier.close();
    shadowNotifier.close();
    artifacts.close();
  }

  /// Requests on reserved topics that come over HTTP, where there is nobody to answer.
  private record WithoutConnection(JobsRequests jobs, ShadowRequests shadows)
      implements ReservedRequests {
    @Override
    public boolean handles(String topic) {
      return jobs.handles(topic) || shadows.handles(topic);
    }

    @Override
    public void process(String topic, byte[] payload) {
      if (jobs.handles(topic)) {
        jobs.process(topic, payload);
      } else {
        shadows.process(topic, payload);
      }
    }
  }

  /// The broker, for those of its own handlers who publish: it is there when they are asked.
  private final class ToBroker implements Publisher {
    @Override
    public void publish(String topic, byte[] payload, int qos) {
      broker.publish(topic, payload, qos);
    }

    @Override
    public boolean hasSubscriber(String topic) {
      return broker.hasSubscriber(topic);
    }
  }
}

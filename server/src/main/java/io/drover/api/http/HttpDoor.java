package io.drover.api.http;

import io.drover.api.http.ApiConfig.ListenerConfig;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig.BuilderBase;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The HTTP listeners: the API, where requests are signed, the data listener, where devices show
/// their certificates, and one for monitoring, where nobody is asked who he is.
public final class HttpDoor implements AutoCloseable {
  private static final String DATA = "data";
  private static final String METRICS = "metrics";
  private static final MediaType EXPOSITION =
      MediaTypes.create("text/plain; version=0.0.4; charset=utf-8");

  private final ApiConfig config;
  private final OperationCalls calls;
  private final SignedHandler signed;
  private final DeviceHandler devices;
  private final BooleanSupplier ready;
  private final Map<String, HttpService> mounts = new LinkedHashMap<>();
  private Optional<ListenerConfig> metricsAt = Optional.empty();
  private Supplier<String> metrics = () -> "";
  private Duration longestRequest = Limits.REQUEST;
  private @Nullable WebServer server;

  /// @param ready whether the server as a whole can do its work
  /// @param devices who a device is, by its certificate; empty for one that is not to be let in
  public HttpDoor(
      ApiConfig config,
      Operations operations,
      InstantSource clock,
      BooleanSupplier ready,
      Function<X509Certificate, Optional<Caller>> devices) {
    this.config = config;
    this.calls = new OperationCalls(operations);
    this.signed = new SignedHandler(calls, config, clock);
    this.devices = new DeviceHandler(calls, devices);
    this.ready = ready;
  }

  /// Hands the paths of the API listener that begin with `path` to `service`, which must know by
  /// itself who is asking. Only before the start.
  public HttpDoor mount(String path, HttpService service) {
    mounts.put(path, service);
    return this;
  }

  /// Shows a page at `/metrics` of a listener of its own. Only before the start.
  public HttpDoor metrics(ListenerConfig where, Supplier<String> page) {
    metricsAt = Optional.of(where);
    metrics = page;
    return this;
  }

  /// Bounds how long a request may take to arrive otherwise than [Limits#REQUEST].
  HttpDoor longestRequest(Duration longest) {
    longestRequest = longest;
    return this;
  }

  public HttpDoor start() {
    WebServerConfig.Builder builder = WebServer.builder();
    builder.shutdownHook(false).featuresDiscoverServices(false).routing(apiRouting());
    listen(builder, config.api(), TlsClientAuth.NONE, Plane.CONTROL);
    config
        .data()
        .ifPresent(
            data ->
                builder.putSocket(
                    DATA,
                    socket -> {
                      socket.routing(HttpRouting.builder().any(devices));
                      listen(socket, data, TlsClientAuth.REQUIRED, Plane.DATA);
                    }));
    metricsAt.ifPresent(where -> builder.putSocket(METRICS, socket -> monitored(socket, where)));
    server = builder.build().start();
    return this;
  }

  private HttpRouting.Builder apiRouting() {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.get("/health/live", (_, response) -> response.send());
    routing.get(
        "/health/ready",
        (_, response) ->
            response
                .status(ready.getAsBoolean() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .send());
    mounts.forEach(routing::register);
    return routing.any(signed);
  }

  private void monitored(io.helidon.webserver.ListenerConfig.Builder socket, ListenerConfig where) {
    socket.routing(
        HttpRouting.builder()
            .get(
                "/metrics",
                (_, response) -> {
                  response.headers().contentType(EXPOSITION);
                  response.send(metrics.get());
                }));
    listen(socket, where, TlsClientAuth.NONE, Plane.DATA);
  }

  private void listen(
      BuilderBase<?, ?> listener, ListenerConfig where, TlsClientAuth clientAuth, Plane largest) {
    listener.address(where.address());
    listener.port(where.port());
    where.tls().ifPresent(context -> listener.tls(tls(context, clientAuth)));
    listener.protocolsDiscoverServices(false);
    listener.addConnectionSelector(new TimedConnections(longestRequest));
    listener.connectionOptions(options -> options.readTimeout(Limits.SILENCE).tcpNoDelay(true));
    listener.maxPayloadSize(largest.mostBodyBytes());
    listener.concurrencyLimit(
        FixedLimit.builder()
            .permits(Limits.REQUESTS)
            .queueLength(Limits.REQUESTS_WAITING)
            .queueTimeout(Limits.LONGEST_TURN)
            .build());
    listener.shutdownGracePeriod(Limits.DRAIN);
    listener.directHandlers(refusals());
  }

  private DirectHandlers refusals() {
    WireRefusals refusals = new WireRefusals(calls.errors());
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, refusals);
    }
    return handlers.build();
  }

  private static Tls tls(SSLContext context, TlsClientAuth clientAuth) {
    return Tls.builder()
        .sslContext(context)
        .clientAuth(clientAuth)
        .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
        .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
        .build();
  }

  /// The port that the API really listens on.
  public int apiPort() {
    return running().port();
  }

  /// The port that devices really find the data listener on; -1 without one.
  public int dataPort() {
    return running().port(DATA);
  }

  /// The port that the page for monitoring is really found at; empty without one.
  public OptionalInt metricsPort() {
    return metricsAt.isPresent() ? OptionalInt.of(running().port(METRICS)) : OptionalInt.empty();
  }

  private WebServer running() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server;
  }

  /// Takes no more connections, lets the requests that are being answered end, and closes the rest.
  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
  }
}

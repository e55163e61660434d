package io.drover.bench;

import io.drover.acceptance.DeviceKey;
import io.drover.acceptance.Operator;
import io.drover.acceptance.RunningServer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;

/// The brokers of a run. Each work gets a fresh process of each; one is stopped before the next is
/// started. TLS is the same with all: the server's certificate, and one certificate of clients.
final class Brokers {
  private static final String DATA = "data";
  private static final String IDENTITY = "identity";
  private static final String ALLOWED =
      """
      {"Version":"2012-10-17","Statement":[\
      {"Effect":"Allow","Action":"iot:Connect",\
      "Resource":"arn:aws:iot:us-east-1:123456789012:client/${iot:ClientId}"},\
      {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],\
      "Resource":"arn:aws:iot:us-east-1:123456789012:topic/bench/*"},\
      {"Effect":"Allow","Action":"iot:Subscribe",\
      "Resource":"arn:aws:iot:us-east-1:123456789012:topicfilter/bench/*"}]}""";

  private final Path folder;
  private final Optional<Path> mosquitto;
  private final SslContext tls;

  private Brokers(Path folder, Optional<Path> mosquitto, SslContext tls) {
    this.folder = folder;
    this.mosquitto = mosquitto;
    this.tls = tls;
  }

  /// What was measured with both.
  ///
  /// @param mosquitto empty when it is not installed
  record Both<T>(T drover, Optional<T> mosquitto) {

    /// How much more Drover has of something.
    Optional<Double> ratio(ToDoubleFunction<T> figure) {
      return mosquitto.map(other -> figure.applyAsDouble(drover) / figure.applyAsDouble(other));
    }
  }

  /// Starts the server once, and has it let clients in.
  static Brokers prepare(Path folder) {
    try (DroverBroker broker = DroverBroker.start(folder.resolve(DATA));
        Operator operator = new Operator(broker.server())) {
      operator
          .iot()
          .createPolicy(request -> request.policyName(DroverBroker.POLICY).policyDocument(ALLOWED));
      CreateKeysAndCertificateResponse made =
          operator.iot().createKeysAndCertificate(request -> request.setAsActive(true));
      operator
          .iot()
          .attachPolicy(
              request -> request.policyName(DroverBroker.POLICY).target(made.certificateArn()));
      return new Brokers(
          folder, ListeningProcess.find("mosquitto"), clientTls(broker.server(), made));
    }
  }

  /// The server's name is not asked for: it would be the same for each, and costs only the client.
  private static SslContext clientTls(RunningServer server, CreateKeysAndCertificateResponse made) {
    try {
      return SslContextBuilder.forClient()
          .keyManager(
              DeviceKey.privateKey(made.keyPair().privateKey()),
              DeviceKey.certificate(made.certificatePem()))
          .trustManager(DeviceKey.certificate(server.caFile()))
          .endpointIdentificationAlgorithm(null)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What stands beside Drover, such as `mosquitto version 2.0.11`.
  Optional<String> other() {
    return mosquitto.map(Mosquitto::version);
  }

  Path folder() {
    return folder;
  }

  /// The server's certificate with its key.
  Path serverKey() {
    return folder.resolve(DATA).resolve(IDENTITY).resolve("server.key.pem");
  }

  Path authority() {
    return folder.resolve(DATA).resolve(IDENTITY).resolve("ca.pem");
  }

  SslContext tls() {
    return tls;
  }

  <T> T withDrover(Function<DroverBroker, T> work) {
    try (DroverBroker drover = DroverBroker.start(folder.resolve(DATA))) {
      return work.apply(drover);
    }
  }

  <T> Both<T> withEach(Function<MeasuredBroker, T> work) {
    T drover = withDrover(work::apply);
    return new Both<>(drover, mosquitto.map(program -> with(program, work)));
  }

  private <T> T with(Path program, Function<MeasuredBroker, T> work) {
    try (Mosquitto started = Mosquitto.start(program, folder, serverKey(), authority())) {
      return work.apply(started);
    }
  }

  /// The clients of a broker.
  ClientLoop clients(MeasuredBroker broker, Transport transport) {
    return new ClientLoop(
        broker.port(transport), transport == Transport.tls ? Optional.of(tls) : Optional.empty());
  }
}

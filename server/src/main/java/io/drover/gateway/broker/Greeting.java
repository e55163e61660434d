package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.ConnectRefused;
import io.drover.gateway.broker.mqtt.ConnectRequest;
import io.drover.gateway.broker.mqtt.Packets;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.mqtt.Will;
import io.drover.gateway.broker.mqtt.Wire;
import io.drover.gateway.broker.transport.Identification;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection that is not let in yet: waits for CONNECT, and finds out off the event loop who
/// sent it, while nothing is read. All of it takes a bounded time.
final class Greeting implements Phase {
  private final Shared shared;
  private final Line line;
  private final Intake intake;
  private final Identification shown;
  private final Consumer<Connection> letIn;
  private final Future<?> timeout;
  private int level;

  Greeting(
      Shared shared, Line line, Intake intake, Identification shown, Consumer<Connection> letIn) {
    this.shared = shared;
    this.line = line;
    this.intake = intake;
    this.shown = shown;
    this.letIn = letIn;
    this.timeout = line.schedule(this::tooLate, shared.limits().connect().connect().toNanos());
  }

  @Override
  public void packet(MqttMessage packet) {
    if (!(packet instanceof MqttConnectMessage connect)) {
      throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, "a packet before CONNECT");
    }
    level = connect.variableHeader().version();
    try {
      ConnectRequest request = ConnectRequest.of(connect, shared.limits(), shared.dialect());
      line.identify(request.clientId());
      admit(request);
    } catch (ConnectRefused e) {
      refuse(Refused.PACKET, e);
    } catch (ProtocolViolation e) {
      refuse(Refused.PACKET, new ConnectRefused(e.code(), e.detail()));
    }
  }

  private void admit(ConnectRequest request) {
    if (shared.pressure().isHigh()) {
      refuse(Refused.MEMORY, ConnectRefused.throttled("memory is short"));
    } else if (!shared.connectRates().all().admits()) {
      refuse(Refused.CONNECT_RATE, ConnectRefused.throttled("too many clients at once"));
    } else {
      authenticate(request);
    }
  }

  private void tooLate() {
    shared.counters().refused().count(Refused.LATE);
    line.close(CloseReason.CLIENT_ERROR, "not let in in time");
  }

  @Override
  public void writabilityChanged() {}

  @Override
  public void closed() {
    timeout.cancel(false);
  }

  private void letIn(Connection connection, int purges) {
    letIn.accept(connection);
    shared
        .connections()
        .enter(connection, durable -> line.execute(() -> entered(connection, purges, durable)));
  }

  private void entered(Connection connection, int purges, boolean durable) {
    timeout.cancel(false);
    if (!durable) {
      refuse(
          Refused.STORE,
          new ConnectRefused(ReasonCode.UNSPECIFIED_ERROR, "no session can be kept"));
      return;
    }
    if (purges != shared.connections().purges()) {
      // Who was purged this very moment may not have been found among the connections.
      line.close(CloseReason.SERVER_INITIATED_DISCONNECT, "clients were ended meanwhile");
      return;
    }
    connection.start();
    shared.counters().connected.increment();
    intake.resume(Pause.AUTHENTICATING);
  }

  /// A CONNECT whose version the packet decoder does not know.
  ///
  /// @param named the protocol level that it names
  void refuseVersion(int named) {
    shared.counters().refused().count(Refused.PACKET);
    line.closeAfter(
        Packets.versionRefused(named), CloseReason.CLIENT_ERROR, "an unknown version of MQTT");
  }

  /// Answers CONNECT with the code, if its version has one, and closes.
  private void refuse(Refused kind, ConnectRefused refusal) {
    shared.counters().refused().count(kind);
    @Nullable MqttMessage answer = Wire.refusal(level, refusal.code(), refusal.detail());
    if (answer == null) {
      line.close(refusal.reason(), refusal.detail());
    } else {
      line.closeAfter(answer, refusal.reason(), refusal.detail());
    }
  }

  private void authenticate(ConnectRequest request) {
    intake.pause(Pause.AUTHENTICATING);
    int purges = shared.connections().purges();
    line.executeBlocking(
        "authenticating",
        () -> {
          Optional<Client> client = shared.authenticator().authenticate(request.clientId(), shown);
          line.execute(() -> authenticated(request, client, purges));
        });
  }

  private void authenticated(ConnectRequest request, Optional<Client> client, int purges) {
    if (!line.isOpen()) {
      return;
    }
    if (client.isEmpty()) {
      shared.counters().refused().count(Refused.UNKNOWN);
      line.close(CloseReason.AUTH_ERROR, "no client of this server");
    } else if (purges != shared.connections().purges()) {
      authenticate(request);
    } else {
      authorize(request, new Rights(client.get(), shared.arns()), purges);
    }
  }

  private void authorize(ConnectRequest request, Rights rights, int purges) {
    @Nullable Will will = request.will();
    if (!rights.mayConnect()) {
      refuse(rights, request, Refused.NOT_AUTHORIZED, notAuthorized("needs iot:Connect"));
    } else if (will != null && !rights.mayLeave(will)) {
      refuse(rights, request, Refused.NOT_AUTHORIZED, notAuthorized("may not publish its will"));
    } else if (!shared.connectRates().ofClient().admits(request.clientId())) {
      refuse(rights, request, Refused.CLIENT_CONNECT_RATE, ConnectRefused.throttled("too often"));
    } else if (request.session().isKept() && shared.sessions().isFull(request.clientId())) {
      refuse(rights, request, Refused.SESSIONS, ConnectRefused.throttled("too many sessions"));
    } else {
      letIn(new Connection(shared, line, intake, rights, request), purges);
    }
  }

  private static ConnectRefused notAuthorized(String why) {
    return new ConnectRefused(ReasonCode.NOT_AUTHORIZED, why);
  }

  private void refuse(Rights rights, ConnectRequest request, Refused kind, ConnectRefused refusal) {
    Presence presence = line.presence(rights.client(), request);
    shared.connections().tell(listener -> listener.refused(presence, refusal.reason()));
    refuse(kind, refusal);
  }
}

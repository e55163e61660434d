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
    this.timeout =
        line.schedule(
            () -> line.close(CloseReason.CLIENT_ERROR, "not let in in time"),
            shared.limits().connect().connect().toNanos());
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
      authenticate(request);
    } catch (ConnectRefused e) {
      refuse(e);
    } catch (ProtocolViolation e) {
      refuse(new ConnectRefused(e.code(), e.detail()));
    }
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
      refuse(new ConnectRefused(ReasonCode.UNSPECIFIED_ERROR, "no session can be kept"));
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
    line.closeAfter(
        Packets.versionRefused(named), CloseReason.CLIENT_ERROR, "an unknown version of MQTT");
  }

  /// Answers CONNECT with the code, if its version has one, and closes.
  private void refuse(ConnectRefused refusal) {
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
    Thread.startVirtualThread(
        () -> {
          try {
            Optional<Client> client =
                shared.authenticator().authenticate(request.clientId(), shown);
            line.execute(() -> authenticated(request, client, purges));
          } catch (RuntimeException | Error e) {
            line.execute(() -> line.fail("authenticating", e));
          }
        });
  }

  private void authenticated(ConnectRequest request, Optional<Client> client, int purges) {
    if (!line.isOpen()) {
      return;
    }
    if (client.isEmpty()) {
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
      refuse(rights, request, "needs iot:Connect");
    } else if (will != null && !rights.mayLeave(will)) {
      refuse(rights, request, "may not publish its will");
    } else if (request.session().isKept() && shared.sessions().isFull(request.clientId())) {
      refuse(new ConnectRefused(ReasonCode.QUOTA_EXCEEDED, "too many sessions"));
    } else {
      letIn(new Connection(shared, line, intake, rights, request), purges);
    }
  }

  private void refuse(Rights rights, ConnectRequest request, String why) {
    Presence presence = line.presence(rights.client(), request);
    shared.connections().tell(listener -> listener.refused(presence));
    refuse(new ConnectRefused(ReasonCode.NOT_AUTHORIZED, why));
  }
}

package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.mqtt.Wire;
import io.drover.gateway.broker.mqtt.Wire.Asked;
import io.drover.gateway.session.SessionChange;
import io.drover.gateway.session.SessionChange.Subscribed;
import io.drover.gateway.session.SessionChange.Unsubscribed;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Answers SUBSCRIBE and UNSUBSCRIBE of one client: once the change is durable, when it has a
/// session, and takes no packets before.
final class Subscribing {
  private final Shared shared;
  private final Connection owner;
  private final Line line;
  private final Intake intake;
  private final Wire wire;

  Subscribing(Shared shared, Connection owner, Line line, Intake intake, Wire wire) {
    this.shared = shared;
    this.owner = owner;
    this.line = line;
    this.intake = intake;
    this.wire = wire;
  }

  void subscribe(MqttSubscribeMessage packet) {
    Subscriptions subscriptions = owner.subscriptions();
    List<Asked> asked = subscriptions.offered(wire.asked(packet));
    int packetId = packet.variableHeader().messageId();
    if (owner.isInUse(packetId)) {
      line.write(
          wire.subAck(
              packetId, Collections.nCopies(asked.size(), ReasonCode.PACKET_IDENTIFIER_IN_USE)));
      return;
    }
    List<Asked> bringing =
        asked.stream()
            .filter(one -> shared.retained().concerns(one, !subscriptions.has(one.filter())))
            .toList();
    List<ReasonCode> codes = subscriptions.subscribe(asked);
    List<Asked> granted = granted(asked, codes);
    if (!granted.isEmpty()) {
      List<String> filters = granted.stream().map(Asked::filter).toList();
      shared.connections().tell(listener -> listener.subscribed(owner.presence(), filters));
    }
    MqttMessage answer = wire.subAck(packetId, codes);
    Runnable subscribed =
        () -> {
          line.write(answer);
          bring(bringing.stream().filter(granted::contains).toList());
        };
    owner
        .session()
        .ifPresentOrElse(
            session -> change(new Subscribed(session.id(), options(granted)), subscribed),
            subscribed);
  }

  void unsubscribe(MqttUnsubscribeMessage packet) {
    List<String> filters = List.copyOf(packet.payload().topics());
    int packetId = packet.variableHeader().messageId();
    if (owner.isInUse(packetId)) {
      line.write(wire.unsubAck(packetId, filters.size(), ReasonCode.PACKET_IDENTIFIER_IN_USE));
      return;
    }
    List<String> gone = owner.subscriptions().unsubscribe(filters);
    shared.connections().tell(listener -> listener.unsubscribed(owner.presence(), filters));
    MqttMessage answer = wire.unsubAck(packetId, filters.size(), ReasonCode.SUCCESS);
    Runnable unsubscribed = () -> line.write(answer);
    owner
        .session()
        .ifPresentOrElse(
            session -> change(new Unsubscribed(session.id(), gone), unsubscribed), unsubscribed);
  }

  private static List<Asked> granted(List<Asked> asked, List<ReasonCode> codes) {
    List<Asked> granted = new ArrayList<>(codes.size());
    for (int i = 0; i < codes.size(); i++) {
      if (!codes.get(i).isFailure()) {
        granted.add(asked.get(i));
      }
    }
    return granted;
  }

  private static Map<String, Integer> options(List<Asked> granted) {
    Map<String, Integer> options = HashMap.newHashMap(granted.size());
    granted.forEach(one -> options.put(one.filter(), one.grant().options()));
    return options;
  }

  /// Brings the retained messages of these subscriptions.
  private void bring(List<Asked> all) {
    List<Asked> exact = new ArrayList<>(all.size());
    for (Asked asked : all) {
      if (shared.retained().isSearched(asked)) {
        owner.bringing().add(asked);
      } else {
        exact.add(asked);
      }
    }
    if (!exact.isEmpty()) {
      line.executeBlocking(
          "reading retained messages", () -> shared.retained().of(exact).forEach(owner::deliver));
    }
  }

  private void change(SessionChange change, Runnable answer) {
    intake.pause(Pause.SUBSCRIBING);
    shared.sessions().journal().change(change, line.whenDurable(() -> changed(answer)));
  }

  private void changed(Runnable answer) {
    answer.run();
    intake.resume(Pause.SUBSCRIBING);
  }
}

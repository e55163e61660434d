package io.drover.bench;

import io.drover.acceptance.Operator;
import io.drover.acceptance.RunningServer;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;

/// The things of a run in three groups: all, those whose devices connect (the first), and a
/// thousand others (the last). Registered through the public API.
final class JobsFleet {
  static final String POLICY = "bench";
  static final int FEW = 1_000;

  private static final String ALLOW_JOBS =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Action":["iot:Connect","iot:Publish","iot:Subscribe","iot:Receive"],\
      "Resource":["arn:aws:iot:us-east-1:123456789012:client/${iot:Connection.Thing.ThingName}",\
      "arn:aws:iot:us-east-1:123456789012:topic/$aws/things/${iot:Connection.Thing.ThingName}/jobs/*",\
      "arn:aws:iot:us-east-1:123456789012:topicfilter/$aws/things/${iot:Connection.Thing.ThingName}/jobs/*"]}]}""";

  private final Operator operator;
  private final Fleet fleet;
  private final Group everyone;
  private final Group connected;
  private final Group few = new Group("few", FEW);

  JobsFleet(Operator operator, Fleet fleet, int things, int connected) {
    this.operator = operator;
    this.fleet = fleet;
    this.everyone = new Group("everyone", things);
    this.connected = new Group("connected", connected);
  }

  /// Things that a job can name together.
  record Group(String name, int size) {}

  Group everyone() {
    return everyone;
  }

  Group connected() {
    return connected;
  }

  Group few() {
    return few;
  }

  /// How many of the connected ones are not among the few.
  int connectedBesideFew() {
    return Math.min(connected.size, everyone.size - few.size);
  }

  /// A thing that is one of the few.
  String oneOfFew() {
    return Fleet.name(everyone.size - 1);
  }

  /// Answers how many things were made and put into the group of all.
  long register() {
    for (Group group : new Group[] {everyone, connected, few}) {
      operator.iot().createThingGroup(request -> request.thingGroupName(group.name));
    }
    fleet.register(everyone.size, everyone.name);
    return everyone.size;
  }

  void gather() {
    fleet.each(
        "gather the connected", connected.size, number -> fleet.join(number, connected.name));
    int first = everyone.size - few.size;
    fleet.each("gather a few", few.size, number -> fleet.join(first + number, few.name));
  }

  /// What all devices show: what is measured is the use of connections, not the making of keys.
  SslContext certify(RunningServer server) {
    operator.iot().createPolicy(request -> request.policyName(POLICY).policyDocument(ALLOW_JOBS));
    CreateKeysAndCertificateResponse made =
        operator.iot().createKeysAndCertificate(request -> request.setAsActive(true));
    operator
        .iot()
        .attachPolicy(request -> request.policyName(POLICY).target(made.certificateArn()));
    fleet.each(
        "attach the certificate",
        connected.size,
        number -> attach(Fleet.name(number), made.certificateArn()));
    return DeviceTls.of(server, made);
  }

  private void attach(String thing, String certificate) {
    operator.iot().attachThingPrincipal(request -> request.thingName(thing).principal(certificate));
  }

  static Load connect(
      RunningServer server, Transport transport, SslContext tls, int count, Progress progress) {
    Optional<SslContext> secured =
        transport == Transport.plain ? Optional.empty() : Optional.of(tls);
    Load load = new Load(server.port(transport.door()), secured);
    try {
      load.connect(count, progress);
    } catch (RuntimeException e) {
      load.close();
      throw e;
    }
    progress.done(count + " devices connected over " + transport);
    return load;
  }
}

'use strict';
// The second AWS IoT device SDK for JavaScript, with MQTT 5.
const { iot, mqtt5 } = require('aws-iot-device-sdk-v2');

const UNTOLD = -1;

// What is left out must not be there at all.
function packet({ topic, payload, qos, retain, properties }) {
  const sent = { topicName: topic, qos, retain };
  if (payload) sent.payload = payload;
  if (properties.contentType) sent.contentType = properties.contentType;
  if (properties.responseTopic) sent.responseTopic = properties.responseTopic;
  if (properties.correlation) sent.correlationData = Buffer.from(properties.correlation);
  if (properties.expiry) sent.messageExpiryIntervalSeconds = properties.expiry;
  if (properties.user.length > 0) sent.userProperties = properties.user;
  return sent;
}

// Of no bytes there may be no buffer to read.
function text(bytes) {
  return bytes && bytes.byteLength > 0 ? Buffer.from(bytes).toString() : '';
}

function message(received) {
  return {
    topic: received.topicName,
    payload: text(received.payload),
    qos: received.qos,
    retain: Boolean(received.retain),
    properties: {
      user: (received.userProperties || []).map(({ name, value }) => ({ name, value })),
      contentType: received.contentType,
      responseTopic: received.responseTopic,
      correlation: received.correlationData && Buffer.from(received.correlationData).toString(),
      expiry: received.messageExpiryIntervalSeconds,
      identifiers: [],
    },
  };
}

function configuration(asked) {
  const connect = {
    clientId: asked.clientId,
    keepAliveIntervalSeconds: 60,
    sessionExpiryIntervalSeconds: asked.clean ? 0 : 3600,
  };
  if (asked.will) connect.will = packet(asked.will);
  return iot.AwsIotMqtt5ClientConfigBuilder
    .newDirectMqttBuilderWithMtlsFromMemory('localhost', asked.certificate, asked.key)
    .withCertificateAuthority(asked.ca)
    .withPort(asked.port)
    .withConnectProperties(connect)
    .withSessionBehavior(
      asked.clean ? mqtt5.ClientSessionBehavior.Clean : mqtt5.ClientSessionBehavior.RejoinAlways,
    )
    .withTopicAliasingOptions({
      outboundBehavior: mqtt5.OutboundTopicAliasBehaviorType.LRU,
      outboundCacheMaxSize: 8,
      inboundBehavior: mqtt5.InboundTopicAliasBehaviorType.Enabled,
      inboundCacheMaxSize: 8,
    })
    .build();
}

exports.connect = (asked, inbox) => new Promise((resolve, reject) => {
  const client = new mqtt5.Mqtt5Client(configuration(asked));
  const stopped = new Promise((done) => { client.once('stopped', done); });
  client.on('messageReceived', (event) => inbox.message(message(event.message)));
  client.on('disconnection', ({ disconnect }) => {
    client.stop(); // or it would connect again
    inbox.end(disconnect ? disconnect.reasonCode : UNTOLD);
  });
  client.on('connectionFailure', ({ error }) => {
    client.stop();
    reject(error);
  });
  client.on('connectionSuccess', ({ settings }) => resolve({
    sessionPresent: settings.rejoinedSession,
    async subscribe(topicFilter, qos) {
      const { reasonCodes } = await client.subscribe({ subscriptions: [{ topicFilter, qos }] });
      return reasonCodes[0];
    },
    async publish(sent) {
      const acknowledged = await client.publish(packet(sent));
      return acknowledged ? acknowledged.reasonCode : 0;
    },
    async close() {
      client.stop({ reasonCode: mqtt5.DisconnectReasonCode.NormalDisconnection });
      await stopped;
      client.close();
    },
  }));
  client.start();
});

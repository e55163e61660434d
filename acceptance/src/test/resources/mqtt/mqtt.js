'use strict';
// The npm package mqtt, with MQTT 5.
const mqtt = require('mqtt');

const UNTOLD = -1;

// Names that come twice are one name with a list of values.
function grouped(user) {
  const all = {};
  for (const { name, value } of user) {
    (all[name] = all[name] || []).push(value);
  }
  return all;
}

function listed(user) {
  return Object.entries(user || {})
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })));
}

function options({ qos, retain, properties }) {
  const sent = {};
  if (properties.user.length > 0) sent.userProperties = grouped(properties.user); // or nothing is sent
  if (properties.contentType) sent.contentType = properties.contentType;
  if (properties.responseTopic) sent.responseTopic = properties.responseTopic;
  if (properties.correlation) sent.correlationData = Buffer.from(properties.correlation);
  if (properties.expiry) sent.messageExpiryInterval = properties.expiry;
  return { qos, retain, properties: sent };
}

function message(topic, payload, { qos, retain, properties = {} }) {
  return {
    topic,
    payload: payload.toString(),
    qos,
    retain,
    properties: {
      user: listed(properties.userProperties),
      contentType: properties.contentType,
      responseTopic: properties.responseTopic,
      correlation: properties.correlationData && properties.correlationData.toString(),
      expiry: properties.messageExpiryInterval,
      identifiers: [properties.subscriptionIdentifier || []].flat(),
    },
  };
}

function delayed(willDelayInterval, will) {
  const { qos, retain, properties } = options(will);
  const payload = Buffer.from(will.payload);
  return { topic: will.topic, payload, qos, retain, properties: { ...properties, willDelayInterval } };
}

exports.connect = (asked, inbox) => new Promise((resolve, reject) => {
  const { will } = asked;
  const client = mqtt.connect({
    protocol: asked.webSocket ? 'wss' : 'mqtts',
    host: 'localhost',
    port: asked.port,
    path: '/mqtt',
    protocolVersion: 5,
    clientId: asked.clientId,
    clean: asked.clean,
    reconnectPeriod: 0,
    ca: asked.ca,
    cert: asked.certificate,
    key: asked.key,
    autoUseTopicAlias: true,
    autoAssignTopicAlias: true,
    properties: { sessionExpiryInterval: asked.clean ? 0 : 3600, topicAliasMaximum: asked.aliases },
    will: will && delayed(asked.willDelay, will),
  });
  let code = UNTOLD;
  client.on('message', (topic, payload, packet) => inbox.message(message(topic, payload, packet)));
  client.on('disconnect', (packet) => { code = packet.reasonCode; });
  client.on('close', () => inbox.end(code));
  client.on('error', reject);
  client.on('connect', ({ sessionPresent }) => resolve({
    sessionPresent,
    async subscribe(filter, qos, identifier) {
      const asked = identifier ? { qos, properties: { subscriptionIdentifier: identifier } } : { qos };
      const granted = await client.subscribeAsync(filter, asked);
      return granted[0].qos;
    },
    publish: (sent) => new Promise((done) => {
      client.publish(sent.topic, sent.payload, options(sent), (e) => done(e ? e.code : 0));
    }),
    close: () => client.endAsync(),
  }));
});

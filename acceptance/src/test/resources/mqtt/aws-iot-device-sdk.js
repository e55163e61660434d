'use strict';
// The first AWS IoT device SDK for JavaScript, which speaks MQTT 3.1.1.
const { device } = require('aws-iot-device-sdk');

const UNTOLD = -1;

exports.connect = (asked, inbox) => new Promise((resolve, reject) => {
  const { will } = asked;
  const client = device({
    host: 'localhost',
    port: asked.port,
    caCert: Buffer.from(asked.ca),
    clientCert: Buffer.from(asked.certificate),
    privateKey: Buffer.from(asked.key),
    clientId: asked.clientId,
    clean: asked.clean,
    offlineQueueing: false,
    autoResubscribe: false,
    will: will || undefined,
  });
  const ended = new Promise((done) => {
    client.on('close', () => {
      client.end(true); // or it would connect again
      inbox.end(UNTOLD);
      done();
    });
  });
  client.on('error', reject);
  client.on('message', (topic, payload, { qos, retain }) => inbox.message({
    topic, payload: payload.toString(), qos, retain, properties: { user: [], identifiers: [] },
  }));
  client.on('connect', ({ sessionPresent }) => resolve({
    sessionPresent,
    subscribe: (filter, qos) => new Promise((done, failed) => {
      client.subscribe(filter, { qos }, (e, granted) => (e ? failed(e) : done(granted[0].qos)));
    }),
    publish: ({ topic, payload, qos, retain }) => new Promise((done, failed) => {
      client.publish(topic, payload, { qos, retain }, (e) => (e ? failed(e) : done(0)));
    }),
    close() {
      client.end(false);
      return ended;
    },
  }));
});

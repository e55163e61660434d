'use strict';
// Drives a client library of MQTT for a test: a line of JSON on standard input asks for something, a
// line on standard output answers it, or tells what a connection has received or how it ended.
const readline = require('readline');
const { connect } = require(`./${process.argv[2]}.js`);

const connections = new Map();

function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const actions = {
  async connect(name, options) {
    const connection = await connect(options, {
      message: (message) => tell({ connection: name, message }),
      end: (code) => tell({ connection: name, end: code }),
    });
    connections.set(name, connection);
    return connection.sessionPresent;
  },
  subscribe: (name, { filter, qos, identifier }) =>
    connections.get(name).subscribe(filter, qos, identifier),
  publish: (name, message) => connections.get(name).publish(message),
  close: (name) => connections.get(name).close(),
};

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const { id, connection, action, parameters } = JSON.parse(line);
  try {
    tell({ id, result: await actions[action](connection, parameters) });
  } catch (e) {
    tell({ id, error: String(e && e.stack ? e.stack : e) });
  }
}).on('close', () => process.exit(0));

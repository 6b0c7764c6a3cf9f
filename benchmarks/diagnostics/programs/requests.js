// A server under load by a process of its own; the CPU time is the server's alone.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { measure } from '../../harness/measure.js';

const COUNT = 5_000;
const withTimer = process.argv[2] === 'timer';
const server = createServer(async (request, response) => {
  const timer = withTimer ? setTimeout(() => response.destroy(), 5_000) : undefined;
  await null;
  clearTimeout(timer);
  response.end('hello');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const client = fork(fileURLToPath(new URL('client.js', import.meta.url)), [String(server.address().port), String(COUNT)], { execArgv: [] });
await once(client, 'message'); // warm
await measure(COUNT, async () => {
  client.send('go');
  await once(client, 'message');
});
client.disconnect();
server.close();
server.closeAllConnections();

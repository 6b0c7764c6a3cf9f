import { createServer } from 'node:http';
import stoppable from 'stoppable';
import { answer, tellPort } from './handler.js';

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
stoppable(server, 10_000);
process.once('SIGTERM', () => server.stop());
server.listen(0, '127.0.0.1', 1_024, () => tellPort(server));

import { createServer } from 'node:http';
import { answer, tellPort } from './handler.js';

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
process.once('SIGTERM', () => server.close());
server.listen(0, '127.0.0.1', 1_024, () => tellPort(server));

import { createServer } from 'node:http';
import { createTerminus } from '@godaddy/terminus';
import { answer, tellPort } from './handler.js';

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
createTerminus(server, { signal: 'SIGTERM', timeout: 10_000 });
server.listen(0, '127.0.0.1', 1_024, () => tellPort(server));

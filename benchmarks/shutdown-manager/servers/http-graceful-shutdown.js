import { createServer } from 'node:http';
import gracefulShutdown from 'http-graceful-shutdown';
import { answer, tellPort } from './handler.js';

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
gracefulShutdown(server, { timeout: 10_000 });
server.listen(0, '127.0.0.1', 1_024, () => tellPort(server));

import { createServer } from 'node:http';
import { createShutdownManager } from '@childproof/shutdown-manager';
import { answer, tellPort } from './handler.js';

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
createShutdownManager({ readinessDelayMs: Number(process.argv[2] ?? 0) }).add('http', server);
server.listen(0, '127.0.0.1', 1_024, () => tellPort(server));

import { createServer } from 'node:http';
import { createHttpTerminator } from 'http-terminator';
import { answer, tellPort } from './handler.js';

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
const terminator = createHttpTerminator({ server });
process.once('SIGTERM', () => terminator.terminate());
server.listen(0, '127.0.0.1', 1_024, () => tellPort(server));

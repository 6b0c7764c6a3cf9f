import { createServer } from 'node:http';
import closeWithGrace from 'close-with-grace';
import { answer, tellPort } from './handler.js';

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
closeWithGrace({ delay: 10_000 }, () => new Promise((resolve) => server.close(resolve)));
server.listen(0, '127.0.0.1', 1_024, () => tellPort(server));

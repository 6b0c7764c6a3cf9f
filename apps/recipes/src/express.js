import express from 'express';
import { createShutdownManager } from '@childproof/shutdown-manager';

const shutdown = createShutdownManager({ deadlineMs: 25_000 });
const app = express();
app.get('/ready', shutdown.readiness());
app.get('/', (request, response) => response.send('hello\n'));

const server = app.listen(Number(process.env.PORT ?? 8080), () => console.log(`port ${server.address().port}`));
shutdown.add('http', server);

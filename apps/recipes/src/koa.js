import Koa from 'koa';
import { createShutdownManager } from '@childproof/shutdown-manager';

const shutdown = createShutdownManager({ deadlineMs: 25_000 });
const app = new Koa();
app.use((context) => {
  if (context.path === '/ready') context.status = shutdown.readiness().ready ? 200 : 503;
  else context.body = 'hello\n';
});

const server = app.listen(Number(process.env.PORT ?? 8080), () => console.log(`port ${server.address().port}`));
shutdown.add('http', server);

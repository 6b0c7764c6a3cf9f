import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { createShutdownManager } from '@childproof/shutdown-manager';
import { createSupervisor } from '@childproof/supervisor';

if (cluster.isPrimary) {
  const module = new URL(import.meta.url);
  const children = ['api-1', 'api-2'].map((name) => ({ name, module, cluster: true, stopGraceMs: 30_000 }));
  const supervisor = createSupervisor({ children });
  const onReload = async () => {
    for (const { name } of children) await supervisor.reload(name);
    console.log('reloaded');
  };
  const shutdown = createShutdownManager({ deadlineMs: 30_000, onReload });
  shutdown.add('workers', () => supervisor.close(), { phase: 'drain' });
} else {
  const shutdown = createShutdownManager({ deadlineMs: 25_000, signals: [] });
  const server = createServer((request, response) => response.end('hello\n'));
  server.listen(Number(process.env.PORT ?? 8080), () => console.log(`port ${server.address().port}`));
  shutdown.add('http', server);
}

import Fastify from 'fastify';
import { execa, execaCommand, $ } from 'execa';

const fastify = Fastify({ logger: true });

fastify.get('/disk', async () => {
  const { stdout } = await execa('df', ['-h']); // fine exec: no shell
  return stdout;
});

fastify.get('/du', async (request) => {
  const { stdout } = await execa(`du -sh ${request.query.dir}`, { shell: true }); // bad exec: value of the request
  return stdout;
});

fastify.get('/du2', async (request) => {
  const { stdout } = await $`du -sh ${request.query.dir}`; // fine exec: quoted by the tag
  return stdout;
});

fastify.get('/du3', async (request) => {
  const { stdout } = await $({ shell: true })`du -sh ${request.query.dir} | sort`; // bad exec: a shell after all
  return stdout;
});

fastify.post('/warm', async () => {
  execa('warm-cache'); // bad check: floating
  return 'ok';
});

fastify.post('/warm2', async () => {
  const result = await execa('warm-cache', { reject: false }); // bad check: does not reject, and nothing is read
  return result.stdout;
});

fastify.post('/warm3', async () => {
  const { exitCode } = await execa('warm-cache', { reject: false }); // fine check: code read
  return { exitCode };
});

fastify.post('/cmd', async (request) => execaCommand(request.body.command)); // fine exec: no shell, split by execa

async function main() {
  try {
    await fastify.listen({ port: 3000 });
  } catch (error) {
    fastify.log.error(error);
    process.exit(1); // fine exit: failed start
  }
}
main();

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await fastify.close();
    process.exit(0); // fine exit: after close
  });
}
process.on('unhandledRejection', (reason) => {
  fastify.log.fatal(reason);
  process.exit(1); // fine exit: after a crash
});

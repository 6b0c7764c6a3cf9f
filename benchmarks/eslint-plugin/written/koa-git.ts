import Koa from 'koa';
import Router from '@koa/router';
import { execSync, exec } from 'child_process';
import { promisify } from 'util';

type Format = 'tar' | 'zip';
const execp = promisify(exec);
const router = new Router();

router.get('/archive/:format', async (ctx) => {
  const format: Format = ctx.params.format === 'zip' ? 'zip' : 'tar';
  const { stdout } = await execp(`git archive --format=${format} HEAD | base64`); // fine exec: two literals
  ctx.body = stdout;
});

router.get('/search', async (ctx) => {
  const term = String(ctx.query.term);
  const { stdout } = await execp(`git grep -n '${term}' || true`); // bad exec: value of the request in quotes
  ctx.body = stdout;
});

router.get('/head', (ctx) => {
  ctx.body = execSync('git rev-parse HEAD').toString(); // fine exec: constant
});

function count(limit: number, author?: string): string {
  const since = author ? `--author=${author}` : '';
  return execSync(`git log -n ${limit} ${since}`).toString(); // bad exec: an author
}
router.get('/count', (ctx) => (ctx.body = count(10, ctx.query.author as string)));

const app = new Koa();
app.use(router.routes());
app.on('error', (error) => {
  console.error(error);
  process.exit(1); // unclear exit: koa's error event of a request
});
app.listen(3000);

const stop = () => {
  console.log('stopping');
  process.exit(0); // bad exit: requests in flight
};
process.on('SIGTERM', stop);

import { serve } from '@childproof/supervisor/worker';

export default serve({
  noop: (input) => input,
  attempt: (_, { attempt }) => attempt,
  die(how) {
    if (how === 'abort') process.abort();
    if (how.startsWith('exit')) process.exit(Number(how.slice(5)));
    process.kill(process.pid, how);
    return new Promise(() => {});
  },
});

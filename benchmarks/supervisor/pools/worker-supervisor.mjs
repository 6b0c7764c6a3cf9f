import { serve } from '@childproof/supervisor/worker';
import jobs from './jobs.cjs';

export default serve({
  ...jobs,
  attempt: (_, { attempt }) => attempt,
  dieOf(how) {
    if (how === 'silence') for (;;);
    if (how === 'abort') process.abort();
    if (how.startsWith('exit')) process.exit(Number(how.slice(5)));
    process.kill(process.pid, how);
    return new Promise(() => {});
  },
});

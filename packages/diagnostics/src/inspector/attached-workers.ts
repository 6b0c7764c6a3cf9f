import { withLocalSession } from './local-session.js';

interface WorkerInfo {
  readonly workerId: string;
  readonly title: string;
  readonly url: string;
}

/** The workers of this thread, which Node lists nowhere else. */
export function runningWorkers(): WorkerInfo[] {
  const workers: WorkerInfo[] = [];
  withLocalSession(({ post, on }) => {
    on('NodeWorker.attachedToWorker', ({ params }) => void workers.push((params as { workerInfo: WorkerInfo }).workerInfo));
    try {
      post('NodeWorker.enable', { waitForDebuggerOnStart: false });
      post('NodeWorker.disable');
    } catch {
      // inside a worker there is no such domain
    }
  });
  return workers;
}

import type { OutputPipe } from '../output/output-pipe.js';
import type { SpawnedProcess } from '../spawn/spawner.js';

/**
 * The reader of a program's output has left: the program's next write is answered with SIGPIPE, as pipe(7) has it.
 *
 * Node's pipes are sockets. Just closing one in which something is unread gives the writer ECONNRESET (unix(7)), an
 * error that programs report, instead of the signal that ends them quietly. So what was written before is read first;
 * what comes after is the write that the signal is for, and it is sent before the end is closed.
 */
export function breakPipe(output: OutputPipe, child: SpawnedProcess | undefined): void {
  if (process.platform === 'win32' || child === undefined) {
    output.close();
    return;
  }
  let readAll = false;
  // One turn of the event loop reads whatever was there when it began.
  setImmediate(() => setImmediate(() => (readAll = true)));
  output.tap({
    push() {
      if (!readAll) return;
      child.kill('SIGPIPE');
      output.close();
    },
    end() {},
  });
}

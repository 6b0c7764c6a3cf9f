import { execFile } from 'node:child_process';

export function watch(disk) {
  execFile('df', ['--output=pcent', disk], (error, stdout) => { // fine check: error looked at
    if (error) return;
    if (Number.parseInt(stdout, 10) > 95) process.exit(1); // bad exit: a server in the middle of work
  });
}

export function fatal(message) {
  console.error(message);
  process.exit(1); // bad exit: whoever calls it loses the requests in flight
}

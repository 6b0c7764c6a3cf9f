/** How the program dies. Each is done by the program itself, except that a blocked one has to be killed. */
export const deaths = {
  SIGKILL: () => process.kill(process.pid, 'SIGKILL'),
  SIGTERM: () => process.kill(process.pid, 'SIGTERM'),
  SIGINT: () => process.kill(process.pid, 'SIGINT'),
  SIGHUP: () => process.kill(process.pid, 'SIGHUP'),
  uncaught: () => setImmediate(() => { throw new Error('uncaught on purpose'); }),
  rejection: () => void Promise.reject(new Error('rejected on purpose')),
  exit: () => process.exit(0),
  abort: () => process.abort(),
  'out of memory': () => { for (const held = []; ;) held.push(new Array(10_000).fill(held.length)); },
  SIGSEGV: () => process.kill(process.pid, 'SIGSEGV'),
  'blocked, then SIGKILL': () => { process.send('blocked'); for (;;); },
};

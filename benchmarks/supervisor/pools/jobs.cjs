// The jobs of every pool.
exports.noop = (input) => input;
exports.spin = (ms) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
exports.die = () => process.kill(process.pid, 'SIGKILL');

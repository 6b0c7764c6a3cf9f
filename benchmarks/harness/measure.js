/** Runs `work` and prints wall and CPU time of this process for each of `count` operations, in microseconds. */
export async function measure(count, work) {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  console.log(JSON.stringify({ 'wall us/op': (wall * 1_000) / count, 'cpu us/op': (user + system) / count }));
}

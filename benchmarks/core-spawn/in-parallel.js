/** Runs `work` `count` times, so many at once. */
export async function inParallel(count, concurrency, work) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

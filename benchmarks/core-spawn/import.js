/** Prints how long the first import of a module takes, with all that it imports. */
export async function measureImport(name) {
  const before = performance.now();
  await import(name);
  console.log(JSON.stringify({ ms: performance.now() - before }));
}

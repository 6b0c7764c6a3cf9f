// Prints how long the first import of a module takes, with all that it imports.
const before = performance.now();
await import(process.argv[2]);
console.log(JSON.stringify({ ms: performance.now() - before }));

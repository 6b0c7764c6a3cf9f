// `pnpm bench [package]`: runs the benchmarks of a package, peers interleaved, each case in a fresh process.
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { compare } from './compare.js';

const root = new URL('../', import.meta.url);
const known = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['harness', 'node_modules'].includes(entry.name))
  .map(({ name }) => name);
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !known.includes(name));
if (unknown === undefined) {
  const processors = cpus();
  console.log(`${new Date().toISOString().slice(0, 10)}, node ${process.version}, ${process.platform} ${process.arch}, ${processors.length} x ${processors[0].model}`);
  for (const name of wanted.length > 0 ? wanted : known) {
    const { benchmarks = [], report } = await import(new URL(`${name}/index.js`, root));
    await report?.();
    for (const benchmark of benchmarks) await compare(name, benchmark, new URL(`${name}/cases/`, root));
  }
} else {
  console.error(`there is no benchmark ${JSON.stringify(unknown)}; there are: ${known.join(', ')}`);
  process.exitCode = 64;
}

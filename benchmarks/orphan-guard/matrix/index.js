// `pnpm matrix [--trials N] [--peer-trials N] [--at-once N] [tool…]`: how many processes survive each kind of death, for each shape of
// descendants and each tool. A cell is the number of trials that left somebody; "." is none.
import { parseArgs } from 'node:util';
import { deaths } from './deaths.js';
import { shapes } from './shapes.js';
import { tools } from './tools.js';
import { trial } from './trial.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string', default: '20' },
    'peer-trials': { type: 'string', default: '3' },
    'at-once': { type: 'string', default: '4' },
  },
});

const wanted = positionals.length > 0 ? positionals : Object.keys(tools);
for (const tool of wanted) await printMatrix(tool, Number(values[tool.startsWith('ours') ? 'trials' : 'peer-trials']));

async function printMatrix(tool, trials) {
  const began = performance.now();
  const cells = Object.keys(deaths).flatMap((death) => Object.keys(shapes).map((shape) => ({ death, shape, left: [] })));
  const jobs = cells.flatMap((cell) => Array.from({ length: trials }, () => cell));
  await Promise.all(Array.from({ length: Number(values['at-once']) }, () => work(tool, jobs)));
  const clean = cells.filter(({ left }) => left.every((count) => count === 0)).length;
  const survivors = cells.flatMap(({ left }) => left).reduce((sum, count) => sum + count, 0);
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`\n${tool}: ${clean} of ${cells.length} cells clean, ${trials} trials each, ${survivors} survivors in all (${seconds} s)\n`);
  console.log(`| | ${Object.keys(shapes).join(' | ')} |\n|${' --- |'.repeat(Object.keys(shapes).length + 1)}`);
  for (const death of Object.keys(deaths)) {
    const row = cells.filter((cell) => cell.death === death).map(({ left }) => left.filter((count) => count > 0).length || '.');
    console.log(`| ${death} | ${row.join(' | ')} |`);
  }
}

async function work(tool, jobs) {
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) job.left.push(await trial(tool, job.shape, job.death));
}

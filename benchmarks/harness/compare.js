import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs every case of a benchmark `rounds` times, in turn, and prints the median of each figure and its ratio to the first.
 *
 * A case is a program that prints one JSON object of figures: its name, or `{ label, program, args }`. The ratio is taken
 * round by round, so that a machine whose speed drifts does not favour anybody. A program that fails is told, and left out.
 */
export async function compare(packageName, { name, rounds = 7, cases }, folder) {
  const programs = cases.map((given) => (typeof given === 'string' ? { label: given, program: given, args: [] } : given));
  const results = new Map(programs.map(({ label }) => [label, []]));
  const failures = new Map();
  for (let round = 0; round <= rounds; round++) {
    for (const { label, program, args } of programs) {
      if (failures.has(label)) continue;
      try {
        const { stdout } = await run(process.execPath, [fileURLToPath(new URL(`${program}.js`, folder)), ...args]);
        if (round > 0) results.get(label).push(JSON.parse(stdout)); // the first round warms the file cache
      } catch (error) {
        failures.set(label, error.signal ?? `exit code ${error.code}: ${/^\w*Error.*|^FATAL.*/m.exec(error.stderr)?.[0]}`);
      }
    }
  }
  console.log(`\n${packageName}: ${name} (median of ${rounds})`);
  const base = results.get(programs[0].label);
  for (const [label, figures] of results) {
    if (failures.has(label)) console.log(`  ${label.padEnd(24)}failed: ${failures.get(label)}`);
    else console.log(`  ${label.padEnd(24)}${columns(figures, base).join('   ')}`);
  }
}

function columns(figures, base) {
  return Object.keys(figures[0]).map((key) => {
    const value = median(figures.map((figure) => figure[key]));
    const ratio = median(figures.map((figure, round) => figure[key] / base[round][key]));
    // A figure that the first case does not have stands alone.
    return `${key} ${format(value).padStart(9)}${Number.isNaN(ratio) ? '' : ` (${ratio.toFixed(2)})`}`;
  });
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function format(value) {
  return value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from './postgres.js';
import { formatReport, rowsOf } from './report.js';
import { runProof } from './run-proof.js';
import { compareSpeed } from './speed.js';

const USAGE = `usage: pnpm prove [--images 4000] [--database pglite|postgres] [--speed-images 120] [--rounds 3] [--skip-speed] [--skip-fire]
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    images: { type: 'string', default: '4000' },
    database: { type: 'string', default: 'pglite' },
    'speed-images': { type: 'string', default: '120' },
    rounds: { type: 'string', default: '3' },
    'skip-speed': { type: 'boolean' },
    'skip-fire': { type: 'boolean' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.help === true) process.stdout.write(USAGE);
else await prove();

async function prove(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'image-converter-proof-'));
  try {
    if (values['skip-fire'] !== true) await underFire(join(folder, 'data'));
    if (values['skip-speed'] === true) return;
    say(`speed: ${values['speed-images']} JPEGs of 12 megapixels, three sizes each, ${values.rounds} rounds in turns`);
    await compareSpeed(folder, Number(values['speed-images']), Number(values.rounds), say);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function underFire(dataFolder: string): Promise<void> {
  const images = Number(values.images);
  const hostile = Math.max(1, Math.round(images * 0.02));
  const postgres = values.database === 'postgres' ? await startPostgres() : undefined;
  const onPostgres = postgres !== undefined;
  say(`under fire: ${images} images of 2 megapixels, ${hostile} of them hostile; ${onPostgres ? 'two servers on PostgreSQL' : 'one server on PGlite'}`);
  mkdirSync(dataFolder);
  try {
    const result = await runProof({
      images,
      hostile,
      width: 1_732,
      height: 1_155,
      dataFolder,
      databaseUrl: postgres?.url,
      events: [
        { at: 0.2, signal: 'SIGTERM' },
        { at: 0.45, signal: 'SIGKILL' },
        { at: 0.7, signal: 'SIGTERM' },
      ],
      killWorkerEveryMs: 3_000,
      jobTimeoutMs: 5_000,
      say,
    });
    say(formatReport(result));
    if (!rowsOf(result).every(({ holds }) => holds)) process.exitCode = 1;
  } finally {
    await postgres?.stop();
  }
}

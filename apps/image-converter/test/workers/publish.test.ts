import fs, { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join, relative } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { loadPresets } from '../../src/outputs/presets.js';
import { convertImage } from '../../src/workers/convert-image.js';
import { sample } from '../server.js';

test.runIf(process.platform === 'linux')('all of a result is on the disk before the rename that shows it, and the rename before it is told of', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'original');
  writeFileSync(source, sample('dawn-ridge.jpg'));
  const outputs = ['thumbnail', 'preview'].map((name) => loadPresets(undefined, 50e6).get(name)!);

  const steps = await watchDisk(folder);
  await convertImage({ source, resultFolder: join(folder, 'result'), outputs, workFolder: join(folder, 'work'), maxPixels: 50e6, maxFrames: 100 }, () => {});
  const renamed = steps.indexOf('rename work result');
  expect(steps.slice(0, renamed - 1).sort()).toEqual(['sync work/preview.webp', 'sync work/result.json', 'sync work/thumbnail.jpg']);
  expect(steps.slice(renamed - 1)).toEqual(['sync work', 'rename work result', 'sync .']);
  expect(JSON.parse(readFileSync(join(folder, 'result/result.json'), 'utf8'))).toMatchObject({ files: [{ name: 'thumbnail' }, { name: 'preview' }] });
});

/** The syncs that have ended and the renames, in their order, with paths below `folder`. */
async function watchDisk(folder: string): Promise<string[]> {
  const steps: string[] = [];
  const short = (path: string): string => relative(folder, path) || '.';
  const some = await open('/dev/null');
  const prototype = Object.getPrototypeOf(some) as FileHandle;
  await some.close();
  const { rename } = fs.promises;
  const sync = Object.getOwnPropertyDescriptor(prototype, 'sync')!.value as (this: FileHandle) => Promise<void>;
  prototype.sync = async function (this: FileHandle) {
    const path = short(readlinkSync(`/proc/self/fd/${this.fd}`));
    await sync.call(this);
    steps.push(`sync ${path}`);
  };
  fs.promises.rename = async (from, to) => {
    await rename(from, to);
    steps.push(`rename ${short(String(from))} ${short(String(to))}`);
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    prototype.sync = sync;
    fs.promises.rename = rename;
    syncBuiltinESMExports();
  });
  return steps;
}

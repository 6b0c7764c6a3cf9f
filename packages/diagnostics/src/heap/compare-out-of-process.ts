import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SnapshotComparison } from './compare-snapshots.js';

const COMMAND = fileURLToPath(new URL('cli.js', import.meta.url));

/** Compares in a process of its own, so that this one neither grows nor stops for it; does not hold it open. */
export async function compareOutOfProcess(before: string, after: string, signal: AbortSignal): Promise<SnapshotComparison> {
  // Preloads of this process's own are nothing to that one.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, [COMMAND, 'heap', '--compare', before, after, '--json'], { env, signal, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  child.unref();
  const [json, complaint] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`the snapshots could not be compared: ${complaint().trim()}`);
  return JSON.parse(json()) as SnapshotComparison;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  (stream as NodeJS.ReadableStream & { unref?(): void }).unref?.();
  return () => text;
}

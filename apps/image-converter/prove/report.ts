import type { ProofResult } from './run-proof.js';

const MAX_WORKER_RSS = 600e6;
const MAX_P99_MS = 50;

interface Row {
  readonly what: string;
  readonly seen: string;
  readonly wanted: string;
  readonly holds: boolean;
}

/** What must hold, whatever happens. */
export function rowsOf(result: ProofResult): Row[] {
  const none = (what: string, list: readonly string[]): Row => ({ what, seen: String(list.length), wanted: '0', holds: list.length === 0 });
  return [
    none('lost', result.lost),
    none('published twice', result.publishedTwice),
    none('partial files', result.partialFiles),
    none('hostile images that did not end as they should', result.unexplained),
    { what: 'orphans', seen: String(result.orphans), wanted: '0', holds: result.orphans === 0 },
    none('servers ended by an image, errors in the log', result.unexpectedExits),
    none('servers that did not end as asked', result.badExits),
    { what: 'worker RSS, peak', seen: mb(result.peakWorkerRssBytes), wanted: `<= ${mb(MAX_WORKER_RSS)}`, holds: result.peakWorkerRssBytes <= MAX_WORKER_RSS },
    { what: `API p99 of ${result.requests} requests`, seen: `${result.apiP99Ms.toFixed(1)} ms`, wanted: `<= ${MAX_P99_MS} ms`, holds: result.apiP99Ms <= MAX_P99_MS },
  ];
}

export function formatReport(result: ProofResult): string {
  const { acknowledged, done, failed, refused, redriven, workersKilled, workerDeaths, seconds, apiP50Ms, p99, serverRss } = result;
  const violations = [result.lost, result.publishedTwice, result.partialFiles, result.unexplained, result.unexpectedExits, result.badExits].flat();
  return [
    `  ${acknowledged} jobs and ${refused} refused uploads in ${seconds.toFixed(0)} s: ${done} done, ${failed} failed and explained`,
    `  ${workersKilled} workers killed at random, ${workerDeaths} worker deaths in all; ${redriven} good images were hit twice and driven again`,
    `  API p50 ${apiP50Ms.toFixed(1)} ms; p99 ${Object.entries(p99).map(([path, ms]) => `${path} ${ms.toFixed(0)} ms`).join(', ')}`,
    `   server RSS, each life, first/last/peak: ${serverRss.map(({ first, last, peak }) => `${mb(first)}/${mb(last)}/${mb(peak)}`).join(', ')}`,
    ...rowsOf(result).map(({ what, seen, wanted, holds }) => `  ${holds ? 'ok  ' : 'FAIL'}  ${what.padEnd(48)} ${seen.padStart(9)}  (${wanted})`),
    ...violations.slice(0, 20).map((violation) => `        ${violation.slice(0, 400)}`),
  ].join('\n');
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

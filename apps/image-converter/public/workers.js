// Queue and workers at this moment, and the presets that there are.
import { create, element } from './request.js';

export function showPresets(names) {
  const select = element('preset');
  const shown = [...select.options].map(({ value }) => value);
  const wanted = names.filter((name) => name !== 'preview');
  if (shown.join() === wanted.join()) return;
  const { value } = select;
  select.replaceChildren(...wanted.map((name) => create('option', { value: name, textContent: name })));
  if (wanted.includes(value)) select.value = value;
}

export function showWorkers({ queue, pool, workers }) {
  const figures = { waiting: queue.queued, running: queue.running, done: queue.done, 'dead letters': queue.dead };
  element('queue').replaceChildren(
    ...Object.entries(figures).map(([name, value]) => create('div', {}, create('dt', { textContent: name }), create('dd', { textContent: value }))),
  );
  element('workers').replaceChildren(...workers.map(workerRow));
  element('pool').textContent = `${pool.restarts} restarts, ${pool.crashes} crashes, ${pool.completed} jobs done by the workers of this server`;
}

/** Processor time at the last look; the server tells the sum. */
const before = new Map();

function cpuPercent({ pid, cpuMs, uptimeMs }) {
  const last = before.get(pid);
  before.set(pid, { cpuMs, uptimeMs });
  if (cpuMs === undefined || last === undefined || uptimeMs <= last.uptimeMs) return undefined;
  return (100 * (cpuMs - last.cpuMs)) / (uptimeMs - last.uptimeMs);
}

function workerRow(worker) {
  const { pid, state, jobs, rssBytes, uptimeMs } = worker;
  const percent = cpuPercent(worker);
  const memory = rssBytes === undefined ? '–' : `${Math.round(rssBytes / 1_048_576)} MiB`;
  const cpu = percent === undefined ? '–' : `${Math.round(percent)} %`;
  const cells = [pid ?? '–', state, jobs, memory, cpu, `${Math.round(uptimeMs / 1_000)} s`];
  return create('tr', { className: state }, ...cells.map((text) => create('td', { textContent: text })));
}

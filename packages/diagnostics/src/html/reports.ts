import type { AuditReport } from '../audit/report.js';
import type { MemoryReport } from '../memory/series.js';
import { shortPath } from '../resources/short-path.js';
import type { StartupProfile } from '../startup/startup-profile.js';
import { formatBytes } from '../units/bytes.js';
import type { ProcessAnswer } from '../why/ask-process.js';
import { escape } from './escape.js';
import { flameGraph } from './flame-graph.js';
import { memoryChart } from './memory-chart.js';
import { htmlPage, htmlSection } from './page.js';
import { resourcesTable } from './resources-table.js';
import { htmlTable } from './table.js';

export function whyPage({ pid, node, command, uptimeMs, blockedAt, resources }: ProcessAnswer): string {
  const blocked = blockedAt?.map(({ file, line, name }) => [name, { text: `${shortPath(file)}:${line}`, className: 'place' as const }]);
  return htmlPage(
    `What holds process ${pid} open`,
    `<p><code>${escape(command.join(' '))}</code>, Node.js ${escape(node)}, up ${(uptimeMs / 1_000).toFixed(1)} s</p>`,
    blocked === undefined ? '' : htmlSection('Its event loop does not turn: it computes at', htmlTable(['function', 'line'], blocked)),
    htmlSection(`${resources.filter(({ ref }) => ref).length} hold it open`, resourcesTable(resources)),
  );
}

export function memoryPage(name: string, report: MemoryReport): string {
  const { kind, bytesPerMinute, part, troughs } = report.verdict;
  const text = { leak: `Leak: ${formatBytes(bytesPerMinute)} a minute, in ${part}`, stable: 'No leak', undecided: `Undecided: 45 full collections are needed, there were ${troughs}` }[kind];
  const rows = report.growing.map(({ name: functionName, file, line, bytes }) => [{ number: formatBytes(bytes) }, functionName, { text: `${shortPath(file)}:${line}`, className: 'place' as const }]);
  const grown = report.growth.map(({ constructor, count, selfBytes, retainedBytes }) => [{ text: constructor, className: 'place' as const }, { number: `+${count}` }, { number: formatBytes(selfBytes) }, { number: formatBytes(retainedBytes) }]);
  return htmlPage(
    `Memory of ${name}`,
    `<p class="${kind === 'leak' ? 'bad' : 'good'}"><strong>${text}</strong>, judged by what is left after full collections</p>`,
    memoryChart(report),
    rows.length === 0 ? '' : htmlSection('Allocated meanwhile and still alive', htmlTable(['bytes', 'function', 'line'], rows)),
    grown.length === 0 ? '' : htmlSection('More than when the leak was suspected', htmlTable(['constructor', 'objects', 'their own bytes', 'retained'], grown), '<p class="soft">Two heap snapshots were taken to find this out. What V8 needed for them shows in RSS.</p>'),
  );
}

export function startupPage(name: string, { listeningMs, bootMs, modules, moduleCount, syncCalls, lateLoads }: StartupProfile): string {
  const calls = syncCalls.map((one) => [{ number: `${one.ms.toFixed(1)} ms` }, one.name, { text: `${shortPath(one.file)}:${one.line}`, className: 'place' as const }]);
  const late = lateLoads.map(({ place, files }) => [{ number: String(files) }, { text: place, className: 'place' as const }]);
  return htmlPage(
    `Start-up of ${name}`,
    `<p>${listeningMs === undefined ? 'It did not listen' : `It listened after ${listeningMs.toFixed(0)} ms`}; Node itself took ${bootMs.toFixed(0)} ms; ${moduleCount} modules.</p>`,
    htmlSection('Modules, by inclusive time', flameGraph(modules)),
    calls.length === 0 ? '' : htmlSection('Synchronous calls', htmlTable(['time', 'call', 'line'], calls)),
    late.length === 0 ? '' : htmlSection('Modules loaded after it listened', htmlTable(['files', 'line'], late)),
  );
}

const MARKS = { critical: 'FAILED', major: 'failed', minor: 'warning' } as const;

export function auditPage({ command, grade, checks, heldOpenBy, output }: AuditReport): string {
  const rows = checks.map(({ name, ok, severity, seen, advice }) => [
    { text: ok ? 'ok' : MARKS[severity], className: ok ? ('good' as const) : severity === 'minor' ? ('warn' as const) : ('bad' as const) },
    name,
    seen,
    advice ?? '',
  ]);
  return htmlPage(
    'Report card',
    `<p><code>${escape(command.join(' '))}</code></p><p class="grade ${grade === 'A' ? 'good' : grade < 'D' ? 'warn' : 'bad'}">${grade}</p>`,
    htmlSection('Checks', htmlTable(['', 'check', 'seen', 'what to do next'], rows)),
    heldOpenBy.length === 0 ? '' : htmlSection('What held it open', resourcesTable(heldOpenBy)),
    output === undefined ? '' : htmlSection('What it printed', `<pre>${escape(output)}</pre>`),
  );
}

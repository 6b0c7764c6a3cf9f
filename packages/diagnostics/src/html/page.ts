import { escape } from './escape.js';

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #667085; --line: #d9dee7; --paper: #fff; --panel: #f6f8fb; --good: #12805c; --bad: #c0362c; --warn: #a15c00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf2; --soft: #98a2b3; --line: #343c4a; --paper: #14181f; --panel: #1c222c; --good: #4cc79a; --bad: #ff8578; --warn: #f0b355; } }
* { box-sizing: border-box }
body { margin: 2rem auto; padding: 0 1.5rem; max-width: 76rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; overflow-wrap: anywhere } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
p { margin: .25rem 0 } .soft { color: var(--soft) }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
th { color: var(--soft); font-weight: 500 } td.number, th.number { width: 1%; padding-left: 1rem; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } td.number:first-child, th.number:first-child { padding-left: 0 }
code, .place { font: 13px/1.5 ui-monospace, monospace }
.chart { overflow-x: auto } svg { display: block; min-width: 36rem; width: 100%; height: auto; background: var(--panel); border-radius: 6px } svg text { font: 12px system-ui, sans-serif; fill: var(--soft) }
td.good, td.bad, td.warn { white-space: nowrap } .good { color: var(--good) } .bad { color: var(--bad) } .warn { color: var(--warn) } .grade { font-size: 3rem; font-weight: 700; line-height: 1 }
.flame { position: relative; background: var(--panel); border-radius: 6px; overflow: hidden }
.flame div { position: absolute; height: 21px; padding: 0 5px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; font: 12px/21px ui-monospace, monospace; color: #1d2430; border: 1px solid var(--paper); border-radius: 3px }
.legend span { display: inline-block; margin-right: 1.25rem; white-space: nowrap } .legend i { display: inline-block; width: 1.5rem; height: 3px; margin-right: .4rem; vertical-align: middle }
pre { overflow-x: auto; padding: .75rem; background: var(--panel); border-radius: 6px; font: 13px/1.5 ui-monospace, monospace }
@media (max-width: 40rem) {
  body { margin: 1rem auto; padding: 0 1rem } thead { display: none } table, tbody { display: block }
  tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line) }
  td, td.number { display: flex; width: auto; gap: .75rem; padding: .1rem 0; border: 0; text-align: left; overflow-wrap: anywhere } td:empty { display: none }
  td::before { content: attr(data-head); flex: 0 0 7.5rem; color: var(--soft); font: 15px/1.5 system-ui, sans-serif }
  svg text { font-size: 17px }
  td[data-head='']::before { content: none }
}
`;

/** One file that needs nothing else: no script, no font, no picture from anywhere. */
export function htmlPage(title: string, ...parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escape(title)}</h1>
<p class="soft">childproof-diagnostics, ${new Date().toISOString().slice(0, 19).replace('T', ' ')} UTC</p>
${parts.join('\n')}
</body>
</html>
`;
}

export function htmlSection(title: string, ...parts: readonly string[]): string {
  return `<section><h2>${escape(title)}</h2>\n${parts.join('\n')}</section>`;
}

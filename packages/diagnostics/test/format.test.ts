import { join } from 'node:path';
import { formatResources } from '@childproof/diagnostics';
import { expect, it } from 'vitest';

const createdAt = { file: join(process.cwd(), 'server.js'), line: 12, stack: [] };

it('puts what holds the process open first, with place and age', () => {
  const text = formatResources([
    { kind: 'interval', detail: 'every 5 ms', ref: false, createdAt: { ...createdAt, file: '/elsewhere/a.js' }, ageMs: 60 },
    { kind: 'tcp-server', detail: '127.0.0.1:80', ref: true, createdAt, ageMs: 1_234 },
    { kind: 'timeout', detail: '', ref: true, createdAt: undefined, ageMs: undefined },
  ]);
  expect(text).toBe(
    [
      '2 hold the process open:',
      '  tcp-server  127.0.0.1:80  server.js:12  (1.2 s)',
      '  timeout',
      "1 unref'ed:",
      '  interval  every 5 ms  /elsewhere/a.js:12  (0.1 s)',
      '',
    ].join('\n'),
  );
});

it('says so when nothing does', () => {
  expect(formatResources([])).toBe('Nothing holds the process open.\n');
});

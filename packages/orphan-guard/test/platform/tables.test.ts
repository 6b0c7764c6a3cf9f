import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parsePs } from '../../src/platform/darwin/ps-table.js';
import { parseCim } from '../../src/platform/windows/cim-table.js';

const MACOS = `    1     0     1 Ss   Mon Nov  3 08:12:01 2025     /sbin/launchd
  912     1   912 S    Mon Nov  3 08:13:44 2025     /System/Library/My App/Some Agent
 4711   912  4711 T+   Fri Nov 21 09:00:00 2025     node
 4712  4711  4711 Z    Fri Nov 21 09:00:01 2025     (sh)
`;

test('reads what ps of macOS prints, zombies left out', () => {
  expect(parsePs(MACOS).map(({ pid, ppid, pgid, state, comm }) => [pid, ppid, pgid, state, comm])).toEqual([
    [1, 0, 1, 'S', '/sbin/launchd'],
    [912, 1, 912, 'S', '/System/Library/My App/Some Agent'],
    [4711, 912, 4711, 'T', 'node'],
  ]);
});

test('what ps of this machine prints with the same options is read as well', () => {
  const own = parsePs(execFileSync('ps', ['-ax', ...['pid', 'ppid', 'pgid', 'stat', 'lstart', 'comm'].flatMap((column) => ['-o', `${column}=`])], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })).find(({ pid }) => pid === process.pid)!;
  expect(own.ppid).toBe(process.ppid);
  expect(Math.abs(own.startTime - (Date.now() - performance.now()))).toBeLessThan(60_000);
});

test('reads what PowerShell prints of Win32_Process', () => {
  const json = `[{"ProcessId":0,"ParentProcessId":0,"Name":"System Idle Process","Start":null},{"ProcessId":4,"ParentProcessId":0,"Name":"System","Start":13400000000000},{"ProcessId":708,"ParentProcessId":4,"Name":"node.exe","Start":13400000001000}]`;
  expect(parseCim(json)).toEqual([{ pid: 708, ppid: 4, pgid: 0, session: 0, state: 'R', startTime: 13_400_000_001_000, comm: 'node.exe', softRssLimit: '', threads: 1, cpuTicks: 0 }]);
});

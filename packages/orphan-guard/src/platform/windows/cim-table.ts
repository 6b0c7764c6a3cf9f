import { execFileSync } from 'node:child_process';
import type { ProcessEntry } from '@childproof/internal';

/** Milliseconds since 1601; null for the processes of the system itself. */
const START = "@{Name='Start';Expression={if ($_.CreationDate) {[long]($_.CreationDate.ToFileTimeUtc() / 10000)}}}";
const SCRIPT = `ConvertTo-Json -Compress @(Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,Name,${START})`;

/** Every process, as Windows tells it: taskkill's own walk cannot find the descendants of a process that has ended. */
export function listByCim(): ProcessEntry[] {
  const powershell = `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
  return parseCim(execFileSync(powershell, ['-NoProfile', '-NonInteractive', '-Command', SCRIPT], { encoding: 'utf8', windowsHide: true, maxBuffer: 64 * 1024 * 1024 }));
}

interface CimProcess {
  readonly ProcessId: number;
  readonly ParentProcessId: number;
  readonly Name: string;
  readonly Start: number | null;
}

export function parseCim(json: string): ProcessEntry[] {
  return (JSON.parse(json) as CimProcess[])
    .filter(({ ProcessId }) => ProcessId > 4) // the idle process and the kernel
    .map(({ ProcessId, ParentProcessId, Name, Start }) => ({
      pid: ProcessId,
      ppid: ParentProcessId,
      pgid: 0,
      session: 0,
      state: 'R',
      startTime: Start ?? 0,
      comm: Name,
      softRssLimit: '',
      threads: 1,
      cpuTicks: 0,
    }));
}

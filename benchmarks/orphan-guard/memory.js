import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardProcess } from '@childproof/orphan-guard';

/** Proportional set size of the pair, when it has come to rest; see smaps_rollup in proc_pid_smaps(5). */
export async function measureMemory(helper) {
  const guard = await guardProcess({ helper });
  await sleep(300);
  const sum = (field) => guard.status().watchdogPids.map((pid) => kibibytes(pid, field)).reduce((a, b) => a + b, 0);
  console.log(JSON.stringify({ 'PSS KiB': sum('Pss'), 'of it anonymous KiB': sum('Pss_Anon') }));
  await guard[Symbol.asyncDispose]();
}

function kibibytes(pid, field) {
  return Number(new RegExp(`^${field}: +(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))[1]);
}

import { spawn } from 'node:child_process';
import { guardProcess } from '@childproof/orphan-guard';

const guard = await guardProcess({ graceMs: 0, helper: process.argv[2] });
const children = Array.from({ length: 100 }, () => spawn('sleep', ['60'], { stdio: 'ignore', detached: true }).on('error', () => {}));
process.send({ pids: children.map(({ pid }) => pid), watchdogPids: guard.status().watchdogPids });

// How long after its limit a step that hangs is given up, and what the rest of the shutdown takes.
import { createShutdownManager } from '@childproof/shutdown-manager';

const LIMIT_MS = 200;
const shutdown = createShutdownManager({ onReport: () => {} });
shutdown.add('hangs', () => new Promise(() => {}), { timeoutMs: LIMIT_MS });
shutdown.add('after it', () => {}, { after: ['hangs'] });
await shutdown[Symbol.asyncDispose]();
const { steps, durationMs } = shutdown.report;
console.log(JSON.stringify({ 'past its limit, ms': steps[0].durationMs - LIMIT_MS, 'in all, ms': durationMs }));

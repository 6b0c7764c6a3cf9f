import { setPriority } from 'node:os';
import { serve } from '@childproof/supervisor/worker';
import { convertImage, type ConvertInput } from './convert-image.js';

// Images can wait a moment, the API should not: on a machine whose processors are all busy the server goes first.
const NICE = 10;
try {
  setPriority(NICE);
} catch {
  // Not allowed here; then all are equal.
}

const faultsAllowed = process.env['FAULT_INJECTION'] === 'on';

// The module that each worker process runs. An image can do to this process whatever it likes: the pool survives it.
export default serve({
  async convert(input: ConvertInput, { progress }) {
    const { fault, attempt = 1 } = input;
    if (fault === undefined) return convertImage(input, progress);
    if (!faultsAllowed) throw new Error('a fault was ordered, but FAULT_INJECTION is not on');
    const { injectFault } = await import('../faults/inject-fault.js');
    return convertImage(input, progress, () => injectFault(fault, attempt));
  },
});

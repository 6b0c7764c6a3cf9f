import { x } from 'tinyexec';
import { measure } from '../../harness/measure.js';
import { inParallel } from '../in-parallel.js';

const RUNS = 500;

await measure(RUNS, () => inParallel(RUNS, 16, () => x('true')));

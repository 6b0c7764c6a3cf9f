import { measureSweeps } from '../strangers.js';

await measureSweeps('never');

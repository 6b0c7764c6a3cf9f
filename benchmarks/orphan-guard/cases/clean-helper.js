import { measureClean } from '../clean.js';

await measureClean('required');

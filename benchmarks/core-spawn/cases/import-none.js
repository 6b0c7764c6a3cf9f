import { measureImport } from '../import.js';

await measureImport('node:child_process');

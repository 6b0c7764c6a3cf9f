import { measureImport } from '../import.js';

await measureImport('tinyexec');

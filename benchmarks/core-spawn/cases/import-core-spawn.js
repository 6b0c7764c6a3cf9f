import { measureImport } from '../import.js';

await measureImport('@childproof/core-spawn');

export { startProgram, type Program, type ProgramExit, type ProgramOptions } from './program.js';
export { trackLeaks, type LeakTracker } from './leaks.js';
export {
  descendantsOf,
  isRunning,
  processesWithEnvironment,
  readProcess,
  waitUntilGone,
  type ProcessEntry,
} from './processes.js';
export { temporaryFolder } from './temporary-folder.js';
export { waitFor } from './wait-for.js';
export { LoadClient } from './load-client.js';

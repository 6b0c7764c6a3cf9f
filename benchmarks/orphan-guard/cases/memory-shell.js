import { measureMemory } from '../memory.js';

await measureMemory('never');

import { isMainThread } from 'node:worker_threads';
import { guardProcess } from './guard-process.js';

// A preload also runs in every worker thread; what a thread spawns carries the mark of the process already.
// Nothing is awaited: the process is marked before this line is left, and a failure must end the program, not hide.
if (isMainThread) void guardProcess();

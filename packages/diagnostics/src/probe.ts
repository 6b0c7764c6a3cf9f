import { activeResources } from './resources/active-resources.js';

/** What the command sends into a process that it has attached to; see attach/probe-source.ts. */
export const probe = { activeResources };

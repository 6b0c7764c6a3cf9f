import { attach } from '../attach/attach.js';
import { findBlock } from '../attach/event-loop.js';
import { probeExpression } from '../attach/probe-source.js';
import type { ActiveResource, Position } from '../resources/resource.js';

/** What a live process answers to `why`. */
export interface ProcessAnswer {
  readonly pid: number;
  readonly node: string;
  readonly command: readonly string[];
  readonly uptimeMs: number;
  /** Where it computes without an end, the innermost frame first; absent while its event loop turns. */
  readonly blockedAt?: readonly Position[];
  readonly resources: readonly ActiveResource[];
}

const ABOUT = '({ pid: process.pid, node: process.version, command: process.argv, uptimeMs: Math.round(process.uptime() * 1000) })';

export function askProcess(pid: number): Promise<ProcessAnswer> {
  return attach(pid, async (session) => {
    const about = await session.evaluate<Omit<ProcessAnswer, 'blockedAt' | 'resources'>>(ABOUT);
    // In this order, for the second makes an immediate of its own.
    const resources = await session.evaluate<ActiveResource[]>(probeExpression('activeResources'));
    const blockedAt = await findBlock(session);
    return { ...about, pid, ...(blockedAt && { blockedAt }), resources };
  });
}

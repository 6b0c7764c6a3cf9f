import type { Socket } from 'node:net';
import { registry } from '../record/registry.js';

const { ChildProcess } = process.getBuiltinModule('node:child_process');
const net = process.getBuiltinModule('node:net');

/** Node's own handles: the output streams, the pipes of children that are listed themselves, ports inside workers. */
export function isNoise(handle: object, all: readonly object[]): boolean {
  if (handle instanceof net.Socket) {
    const { fd } = handle as Socket & { readonly fd?: number };
    return fd === 1 || fd === 2 || all.some((one) => one instanceof ChildProcess && pipesOf(one).includes(handle));
  }
  // While recording, the program's own ports are known; what is left is a worker's, and the worker is listed.
  return handle.constructor.name === 'MessagePort' && registry().recording;
}

/** A child that could not even be attempted has no pipes. */
function pipesOf(child: { readonly stdio?: readonly unknown[] }): readonly unknown[] {
  return child.stdio ?? [];
}

import { util } from '@childproof/internal';
import { Channel, type ChannelTypes } from './channel.js';
import { peerOf, type IpcEndpoint } from './peer.js';

/**
 * Named events and requests with a deadline over the IPC channel of a child process; the child calls `connect()`.
 *
 * @typeParam Theirs What the child offers: events that it hears, requests that it handles. `Ours` is what it may ask of us.
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what has no IPC channel.
 * @example
 * const channel = createChannel<{ requests: { resize(size: number): string } }>(fork('./worker.js'));
 * await channel.request('resize', 800, { timeoutMs: 5_000 });
 */
export function createChannel<Theirs extends ChannelTypes = ChannelTypes, Ours extends ChannelTypes = ChannelTypes>(child: IpcEndpoint): Channel<Theirs, Ours> {
  const endpoint = child as Partial<IpcEndpoint> | null | undefined;
  if (typeof endpoint?.send === 'function' && typeof endpoint.on === 'function') return new Channel(peerOf(child));
  throw invalid(`createChannel: ${util.inspect(child, { depth: 0 })} has no IPC channel; expected a child process of fork(), or of spawn() with stdio 'ipc'.`);
}

/**
 * The child's side of `createChannel`.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when this process was started without an IPC channel.
 * @example
 * connect().handle('resize', (size) => `resized to ${size}`);
 */
export function connect<Theirs extends ChannelTypes = ChannelTypes, Ours extends ChannelTypes = ChannelTypes>(): Channel<Theirs, Ours> {
  if (process.send === undefined) throw invalid('connect: this process has no IPC channel; it is for children of fork(), or of spawn() with stdio "ipc".');
  return new Channel(peerOf(process));
}

/** Emits an event on many channels; those that are closed are passed over. */
export function broadcast(channels: Iterable<Channel>, name: string, payload: unknown): void {
  for (const channel of channels) channel.emit(name, payload);
}

function invalid(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARGUMENT' });
}

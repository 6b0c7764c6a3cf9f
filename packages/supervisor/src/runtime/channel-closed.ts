import type { IpcChannel } from '@childproof/core-spawn';

/** A dead worker's channel is at its end as soon as it is read; only a descendant that holds it open can prevent that. */
const LIMIT_MS = 1_000;

/** Settles when every message of a worker that has ended was received. */
export async function channelClosed(channel: IpcChannel | null): Promise<void> {
  if (channel?.connected !== true) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      channel.disconnect();
      resolve();
    }, LIMIT_MS);
    channel.on('disconnect', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Settles after so many milliseconds, or as soon as `until` aborts. */
export async function pause(ms: number, until?: AbortSignal): Promise<void> {
  if (until?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      until?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    until?.addEventListener('abort', end);
  });
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PassThrough } from 'node:stream';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { listenTo } from '../../src/output/stream-listeners.js';

test('a stream that is closed holds nothing of its run', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const stream = new PassThrough();
  const heard = listen(stream);
  stream.end('text');
  await once(stream, 'close');
  await new Promise(setImmediate); // a WeakRef holds its target until the end of the turn
  collectGarbage();
  expect(heard.deref()).toBeUndefined();
  expect(stream.listenerCount('data')).toBe(1); // the stream is still there, and so are its listeners
});

function listen(stream: PassThrough): WeakRef<object> {
  const listeners = { error() {}, data() {}, close() {} };
  listenTo(stream, listeners);
  return new WeakRef(listeners);
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callWebhook } from '../../src/webhooks/call-webhook.js';

// The names of this machine itself, other than localhost, that its resolver leads to the loopback.
const ownNames = readFileSync('/etc/hosts', 'utf8')
  .split('\n')
  .filter((line) => /^(127\.|::1|10\.|172\.|192\.168\.)/.test(line))
  .flatMap((line) => line.trim().split(/\s+/).slice(1))
  .filter((name) => !name.includes('localhost'));

test('a name that leads to a private address is not called', async () => {
  const [name] = ownNames;
  expect(name).toBeDefined();
  const call = callWebhook({ url: `http://${name}:9/`, id: '1', body: '{}', secret: 's', allowPrivate: false });
  await expect(call).rejects.toMatchObject({ name: 'WebhookRefusedError', message: expect.stringMatching(/leads to a private address/) as string });
});

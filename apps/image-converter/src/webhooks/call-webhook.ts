import { createHmac } from 'node:crypto';
import { lookup, type LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-addresses.js';
import { isPrivateLiteral } from './webhook-url.js';

export interface WebhookCall {
  readonly url: string;
  readonly id: string;
  readonly body: string;
  readonly secret: string;
  readonly allowPrivate: boolean;
}

const TIMEOUT_MS = 10_000;

/** A call that would be refused again, however often it is made. */
export class WebhookRefusedError extends Error {
  override readonly name = 'WebhookRefusedError';
}

/**
 * Posts to a receiver, signed as in the Standard Webhooks specification. A redirect is not followed: it could lead inside.
 *
 * @throws WebhookRefusedError when the name leads to a private address; any other error is worth another try.
 */
export async function callWebhook({ url, id, body, secret, allowPrivate }: WebhookCall): Promise<void> {
  const target = new URL(url);
  if (!allowPrivate && isPrivateLiteral(target)) throw new WebhookRefusedError(`${target.hostname} is a private address`);
  const timestamp = Math.floor(Date.now() / 1_000);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  };
  await new Promise<void>((resolve, reject) => {
    const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
    // No agent: an open connection could outlive what its name leads to now.
    const call = request(target, { method: 'POST', headers, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS), ...(allowPrivate ? {} : { lookup: publicLookup }) });
    call.on('response', (response) => {
      response.destroy(); // what it has to say is of no interest, and might be endless
      const { statusCode = 0 } = response;
      if (statusCode >= 200 && statusCode < 300) resolve();
      else reject(new Error(`the receiver answered ${statusCode}`));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Checked where the connection takes its address from: a name that leads elsewhere the next moment gains nothing. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = error === null ? addresses : [];
    const inside = error === null ? addresses.find(({ address }) => isPrivateAddress(address)) : undefined;
    if (first === undefined || inside !== undefined) {
      const refusal = new WebhookRefusedError(`${hostname} leads to a private address, ${inside?.address}`);
      callback(error ?? refusal, '', 0);
    } else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

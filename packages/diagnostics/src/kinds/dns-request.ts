import { replace } from '../record/replace.js';
import { trackCallback, trackPromise } from '../record/track-pending.js';
import type { Description } from './kind.js';

const dns = process.getBuiltinModule('node:dns');

const QUERY = /^(lookup|lookupService|resolve\w*|reverse)$/;

export function recordDnsRequests(): void {
  for (const holder of [dns, dns.Resolver.prototype]) {
    for (const name of queriesOf(holder)) replace(holder, name, (original) => trackCallback(original, describe(name)));
  }
  for (const holder of [dns.promises, dns.promises.Resolver.prototype]) {
    for (const name of queriesOf(holder)) replace(holder, name, (original) => trackPromise(original, describe(name)));
  }
}

function queriesOf(holder: object): string[] {
  return Object.getOwnPropertyNames(holder).filter((name) => QUERY.test(name));
}

function describe(name: string): (args: unknown[]) => Description {
  return ([host]) => ({ kind: 'dns-request', detail: `${name} ${String(host)}`, ref: true });
}

import { isIP } from 'node:net';
import { isPrivateAddress } from './private-addresses.js';

/** Why an address cannot be a webhook; `undefined` when it can. Names are looked up when it is called, not before. */
export function whyNoWebhook(text: string, allowPrivate: boolean): string | undefined {
  if (text.length > 2_000 || !URL.canParse(text)) return 'it is no absolute URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'only http and https are called';
  if (url.username !== '' || url.password !== '') return 'it holds a password; the signature proves who calls';
  if (!allowPrivate && isPrivateLiteral(url)) return 'it is a private address';
  return undefined;
}

/** The parser has made one form of all ways to write an address: 2130706433, 0x7f.1 and 127.1 are 127.0.0.1. */
export function isPrivateLiteral({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? /(^|\.)localhost\.?$/i.test(host) : isPrivateAddress(host);
}

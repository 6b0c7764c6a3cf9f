import { once } from 'node:events';
import { connect, type ConnectionOptions } from 'node:tls';
import { LoadClient } from '@childproof/test-kit';

/** A shared key instead of a certificate: nothing to generate, nothing that expires. */
const key = Buffer.from('0123456789abcdef');
const tls = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;

export const tlsServerOptions = { ...tls, pskCallback: () => key };

export async function openTlsClient(port: number, options: ConnectionOptions = {}): Promise<LoadClient> {
  const pskCallback = () => ({ psk: key, identity: 'test' });
  const socket = connect({ port, host: '127.0.0.1', ...tls, pskCallback, checkServerIdentity: () => undefined, ...options });
  await once(socket, 'secureConnect');
  return new LoadClient(socket);
}

import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { StartError } from '../exit-codes.js';

/** Opens the port. @throws StartError exit code 72 when it cannot be had. */
export async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = {
      EADDRINUSE: 'is in use; stop the other program, or choose another by --port',
      EACCES: 'may not be used by this user; choose one above 1023 by --port',
      EADDRNOTAVAIL: 'is not an address of this machine; check HOST',
    }[code ?? ''];
    if (why === undefined) throw cause;
    throw new StartError('port', `port ${port} on ${host} ${why}`, { cause });
  }
  const { port: actual } = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`;
}

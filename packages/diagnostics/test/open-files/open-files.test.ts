import { closeSync, openSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiagnosticsError, openFiles } from '@childproof/diagnostics';
import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, it, onTestFinished } from 'vitest';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

it('knows files, directories, pipes and what is deleted, with access', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'log');
  const fds = [openSync(path, 'w'), openSync(folder, 'r')];
  onTestFinished(() => fds.forEach((fd) => closeSync(fd)));
  const find = (fd: number) => openFiles().files.find((one) => one.fd === fd);
  expect(find(fds[0]!)).toEqual({ fd: fds[0], kind: 'file', detail: path, state: '', access: 'write', isDeleted: false });
  expect(find(fds[1]!)).toMatchObject({ kind: 'directory', detail: `${folder}/`, access: 'read' });
  rmSync(path);
  expect(find(fds[0]!)).toMatchObject({ isDeleted: true });
  expect(openFiles().softLimit).toBeGreaterThan(100);
});

it('knows the states of sockets: LISTEN, ESTABLISHED and CLOSE_WAIT, which a program has forgotten to close', async () => {
  const server = net.createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const accepted = once(server, 'connection') as Promise<[net.Socket]>;
  const client = net.connect(port, '127.0.0.1');
  const [[socket]] = await Promise.all([accepted, once(client, 'connect')]);
  onTestFinished(() => {
    client.destroy();
    socket.destroy();
    server.close();
  });
  const states = () => openFiles().files.filter(({ kind, detail }) => kind === 'tcp' && detail.includes(`:${port}`)).map(({ state }) => state).sort();
  expect(states()).toEqual(['ESTABLISHED', 'ESTABLISHED', 'LISTEN']);
  socket.resume();
  client.end();
  await once(socket, 'end');
  expect(states()).toEqual(['CLOSE_WAIT', expect.stringMatching(/^FIN_WAIT/), 'LISTEN']);
});

it('refuses a pid that does not exist', () => {
  expect(() => openFiles(4_194_305)).toThrow(DiagnosticsError);
  expect(() => openFiles(4_194_305)).toThrow(expect.objectContaining({ code: 'ERR_DIAGNOSTICS_NO_SUCH_PROCESS' }) as Error);
});

it('fds prints the table of another process, and what has grown', async () => {
  const fd = openSync(join(temporaryFolder(), 'watched'), 'w');
  onTestFinished(() => closeSync(fd));
  const program = startProgram(cli, { args: ['fds', String(process.pid), '--watch', '0.05'] });
  expect((await program.exited).code, program.stderr).toBe(0);
  expect(program.stdout).toMatch(new RegExp(`process ${process.pid}: \\d+ descriptors of at most \\d+[^]*${fd} {2}file +write +/.*/watched[^]*in 0\\.05 s: `));
  expect((await startProgram(cli, { args: ['fds', '4194305'] }).exited).code).toBe(3);
});

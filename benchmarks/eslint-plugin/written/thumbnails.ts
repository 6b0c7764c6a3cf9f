import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';

enum Size { Small = '200x200', Large = '1600x1600' }
interface Job { input: string; output: string; size: Size; quality: number }

export function convert(job: Job): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('convert', [job.input, '-resize', job.size, job.output]); // fine check: error and code
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`convert: ${code ?? signal}`));
    });
  });
}

export function convertBlind(job: Job): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('convert', [job.input, job.output]); // bad check: code ignored
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

export async function convertAndWait(job: Job): Promise<void> {
  const child = spawn('convert', [job.input, job.output], { stdio: 'inherit' }); // fine check: code looked at
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error('failed');
}

export async function convertAndHope(job: Job): Promise<void> {
  const child = spawn('convert', [job.input, job.output], { stdio: 'inherit' }); // bad check: code dropped
  await once(child, 'close');
}

export function thumbnail(input: string, size: Size, quality: number): void {
  const child = spawn(`convert in.png -resize ${size} -quality ${quality} out.png`, { shell: true }); // fine exec: enum and number
  child.on('error', console.error);
  child.on('exit', (code) => code && console.error('failed', code));
}

export function shellThumbnail(input: string): ChildProcess {
  return spawn(`convert ${input} out.png`, { shell: '/bin/bash' }); // bad exec: a file name // fine check: returned
}

class Pool {
  private readonly children = new Map<number, ChildProcess>();

  start(): void {
    const child = spawn(process.execPath, ['worker.js'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }); // fine check: exit restarts it
    this.children.set(child.pid!, child);
    child.on('error', (error) => console.error(error));
    child.on('exit', (code) => {
      this.children.delete(child.pid!);
      if (code !== 0) this.start();
    });
  }

  forget(): void {
    const child = spawn('sleep', ['10']); // bad check: nobody listens
    child.stdout.pipe(process.stdout);
  }
}

new Pool().start();
const server = createServer((request, response) => {
  if (request.url === '/quit') process.exit(); // bad exit: in a request
  response.end();
}).listen(8080);

async function stop(): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
  process.exit(0); // fine exit: after close
}
process.once('SIGTERM', () => void stop());

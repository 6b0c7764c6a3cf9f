import { Worker } from 'bullmq';
import { spawn } from 'node:child_process';

const worker = new Worker('video', async (job) => {
  if (job.data.stop) process.exit(0); // bad exit: in the middle of other jobs
  await transcode(job.data);
}, { concurrency: 4 });

function transcode({ input, output }) {
  return new Promise((resolve, reject) => {
    const ffmpeg = spawn('ffmpeg', ['-i', input, output]); // bad check: no error listener
    let log = '';
    ffmpeg.stderr.on('data', (chunk) => (log += chunk));
    ffmpeg.on('close', (code) => (code === 0 ? resolve() : reject(new Error(log))));
  });
}

worker.on('error', (error) => console.error(error));
worker.on('failed', (job, error) => {
  if (error.message.includes('ENOSPC')) {
    process.exit(1); // bad exit: in the middle of other jobs
  }
});

let closing = false;
async function shutdown(signal) {
  if (closing) process.exit(1); // fine exit: forced by a second signal
  closing = true;
  console.log(`${signal}: closing`);
  await worker.close();
  process.exit(0); // fine exit: after close
}
process.on('SIGTERM', shutdown);
process.on('SIGINT', shutdown);

process.on('uncaughtException', (error) => {
  console.error(error);
  process.exit(1); // fine exit: after a crash
});

setInterval(() => {
  if (process.memoryUsage().rss > 1e9) process.exit(137); // bad exit: in the middle of jobs
}, 10_000);

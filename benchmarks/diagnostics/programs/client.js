import { Agent, get } from 'node:http';

const [port, count] = process.argv.slice(2).map(Number);
const CONNECTIONS = 8;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const ask = () => new Promise((resolve, reject) => get({ port, host: '127.0.0.1', agent }, (response) => response.resume().on('end', resolve)).on('error', reject));

async function load(requests) {
  let left = requests;
  const loop = async () => {
    while (left-- > 0) await ask();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
}

await load(2_000);
process.send('warm');
process.on('message', async () => {
  await load(count);
  process.send('done');
});
process.on('disconnect', () => process.exit());

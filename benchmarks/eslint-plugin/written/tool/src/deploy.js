import { execSync, spawn } from 'node:child_process';

const run = (command, options = {}) => execSync(command, { stdio: 'inherit', ...options });

export async function deploy(target) {
  if (!target) {
    console.error('target missing');
    process.exit(2); // fine exit: part of a command line
  }
  run('npm ci');
  run('npm run build', { env: { ...process.env, TARGET: target } });
  run(`scp -r dist ${target}:/srv`); // bad exec: an argument of the user
  const tail = spawn('ssh', [target, 'tail -f /srv/log']); // fine check: error, and its end does not matter
  tail.on('error', (error) => console.error(error));
  tail.on('close', (code) => console.log('tail ended', code));
  tail.stdout.pipe(process.stdout);
  process.on('SIGINT', () => {
    tail.kill();
    process.exit(130); // fine exit: part of a command line
  });
}

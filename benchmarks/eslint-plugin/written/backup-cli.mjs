#!/usr/bin/env node
import { execSync, spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { db: { type: 'string' }, out: { type: 'string' } } });
if (!values.db) {
  console.error('usage: backup --db name');
  process.exit(64); // fine exit: command line
}

execSync(`pg_dump ${values.db} > ${values.out}`, { stdio: 'inherit' }); // bad exec: arguments of the user
const date = new Date().toISOString().slice(0, 10);
execSync(`gzip -9 /backups/${date}.sql`); // fine exec: a date
execSync(`find /backups -mtime +${7 * 4} -delete`); // fine exec: a number

const tar = spawnSync('tar', ['czf', 'all.tgz', '/backups']); // bad check: nothing read
console.log('archived');

const sync = spawnSync('rsync', ['-a', '/backups', 'host:/backups'], { stdio: 'inherit' }); // fine check: status
process.exit(sync.status ?? 1); // fine exit: command line

import { fileURLToPath } from 'node:url';
import { noProcessExitInServer } from '../../src/rules/no-process-exit-in-server.js';
import { testRule } from '../rule-testers.js';

const server = (code: string): string => `import http from 'node:http';\nconst server = http.createServer(handle);\n${code}`;
const reports = (code: string, messageId: 'event' | 'function' | 'library' | 'request' | 'signal' | 'timer') => ({ code, errors: [{ messageId }] });
const fixture = (path: string): string => fileURLToPath(new URL(`../fixtures/packages/${path}`, import.meta.url));

testRule(
  'no-process-exit-in-server',
  noProcessExitInServer,
  {
    valid: [
      'process.exit(1);',
      { code: 'module.exports = main;\nif (require.main === module) process.exit(main());', filename: fixture('library/src/index.js') },
      '#!/usr/bin/env node\nimport express from "express"; process.on("SIGTERM", () => process.exit(0));',
      "import { program } from 'commander'; import express from 'express'; program.action(() => process.exit(1));",
      server('if (!process.env.PORT) process.exit(1);'),
      server('server.listen(80); server.on("error", () => process.exit(1));'),
      server('process.on("SIGTERM", () => server.close(() => process.exit(0)));'),
      server('process.on("SIGTERM", async () => { await app.close(); process.exit(0); });'),
      server('process.on("SIGTERM", () => { shutdown().then(() => process.exit(0)); });'),
      server('function stop() { server.close(() => process.exit(0)); setTimeout(() => process.exit(1), 5000).unref(); }\nprocess.on("SIGTERM", stop);'),
      server('process.on("uncaughtException", (error) => { log(error); process.exit(1); });'),
      server('function crash(error) { log(error); process.exit(1); }\nprocess.on("unhandledRejection", crash);'),
      server('async function main() { try { await connect(); } catch { process.exit(1); } }\nmain();'),
      server('main().catch((error) => { log(error); process.exit(1); });'),
      server('export async function start() { try { await connect(); } catch { process.exit(1); } }'),
      server('process.on("disconnect", () => process.exit(0));'),
      server('setInterval(() => { if (process.ppid === 1) process.exit(0); }, 1000);'),
      server('const process = { exit() {} }; server.on("request", () => process.exit(0));'),
      "import { test } from 'vitest'; import http from 'node:http'; http.createServer(() => process.exit(1));",
      { code: server('server.on("request", () => process.exit(0));'), filename: fixture('command/src/cli.js') },
      server('async function main() { process.on("SIGINT", () => process.exit(1)); server.listen(0); await crawl(); }\nmain().catch(fail).then(() => process.exit());'),
      server('process.on("SIGINT", () => process.exit(1)); server.listen(0); await crawl(); process.exit();'),
      server('server.on("error", (error) => { log(error); process.exit(1); });'),
      "import { Client } from 'discord.js'; process.on('SIGTERM', () => { client.destroy(); process.exit(0); });",
      "import pg from 'pg'; const pool = new pg.Pool(); pool.on('error', () => process.exit(1)); await migrate(pool);",
      server('export async function work() { try { await store.connect(); } catch (error) { log(error); process.exit(1); } }'),
      server('export const work = () => prepare().then(() => startBroker()).catch((error) => { log(error); process.exit(1); });'),
      'process.on("SIGTERM", () => process.exit(0)); work();',
      'export function build() { process.on("SIGTERM", () => process.exit(143)); }',
      { code: server('export function fail() { process.exit(0); }'), filename: fixture('command/src/serve.js') },
      "import pg from 'pg'; export const pool = new pg.Pool(); pool.connect((error) => { if (error) process.exit(1); });",
    ],
    invalid: [
      reports("import express from 'express'; const app = express(); app.get('/', (req, res) => process.exit(1));", 'request'),
      reports("import http from 'http'; http.createServer(() => { process.exit(1); });", 'request'),
      reports(server('process.on("SIGTERM", () => process.exit(0));'), 'signal'),
      reports(server('process.on("SIGTERM", () => { server.close(); process.exit(0); });'), 'signal'),
      reports(server('function stop() { process.exit(0); }\nprocess.once("SIGINT", stop);'), 'signal'),
      reports(server('for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));'), 'signal'),
      reports("import { exit } from 'node:process'; import Koa from 'koa'; process.on('SIGTERM', () => exit(0));", 'signal'),
      reports("const { exit } = process; const Koa = require('koa'); process.on('SIGTERM', () => exit(0));", 'signal'),
      reports(server('server.on("request", () => process.exit(0));'), 'event'),
      reports(server('const store = createClient(); store.on("error", () => process.exit(1));'), 'event'),
      reports("import pg from 'pg'; export const pool = new pg.Pool(); pool.on('error', () => process.exit(1));", 'event'),
      reports('process.on("SIGTERM", () => { pool.drain(); process.exit(0); }); export const acquire = () => pool.acquire();', 'signal'),
      { ...reports(server('export function stop() { server.close(); process.exit(0); }'), 'function'), filename: fixture('command/src/serve.js') },
      reports('exports.restart = (req, res) => { res.send("bye"); setTimeout(() => process.exit(0), 500); };', 'request'),
      reports('export async function restart(req: Request, res: Response) { await save(); process.exit(0); }'.replaceAll(/: Re\w+/g, ''), 'request'),
      reports("export const routes = (router) => { router.get('/a', (c) => c.text('a')); router.post('/b', (c) => process.exit(0)); };", 'request'),
      reports("import { Client } from 'discord.js'; client.on('messageCreate', (message) => { if (message.content === '!die') process.exit(); });", 'event'),
      reports(server('setInterval(() => { if (tooBig()) process.exit(1); }, 1000);'), 'timer'),
      reports(server('export function handleError(error) { log(error); process.exit(1); }'), 'function'),
      reports('process.on("message", (job) => { work(job); process.exit(0); });', 'event'),
      {
        ...reports('export function parseConfig(text) { return fallback(() => { throw text; }); }\nexport function give(x) { if (!x) process.exit(1); }', 'library'),
        filename: fixture('library/src/index.js'),
      },
      {
        ...reports("if (process.platform !== 'darwin') { console.error('unsupported'); process.exit(1); }\nexport const path = find();", 'library'),
        filename: fixture('library/src/index.js'),
      },
    ],
  },
  { valid: [server('process.on("SIGTERM", async (): Promise<void> => { await app!.close(); process.exit(0); });')], invalid: [] },
);

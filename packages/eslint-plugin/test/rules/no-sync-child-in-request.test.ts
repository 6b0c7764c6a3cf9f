import { noSyncChildInRequest } from '../../src/rules/no-sync-child-in-request.js';
import { testRule } from '../rule-testers.js';

const cp = (code: string): string => `import { exec, execFile, execSync, fork, spawn, spawnSync } from 'node:child_process';\n${code}`;
const reports = (code: string, messageId: 'blocks') => ({ code, errors: [{ messageId }] });

testRule(
  'no-sync-child-in-request',
  noSyncChildInRequest,
  {
    valid: [
      cp("import express from 'express'; execSync('git rev-parse HEAD'); express().get('/', (req, res) => res.end());"),
      cp("import express from 'express'; express().get('/', (req, res) => execFile('git', ['log'], (error, out) => res.end(out)));"),
      cp("function build() { execSync('make'); }\nbuild();"),
      "#!/usr/bin/env node\nimport { execSync } from 'child_process'; import http from 'http'; http.createServer((req, res) => res.end(execSync('git log')));",
      cp("process.on('message', (job) => { execSync('convert'); });"),
      cp("const cached = new Map(); export const version = () => cached.get('v') ?? execSync('git describe');"),
    ],
    invalid: [
      reports(cp("import express from 'express'; express().get('/', (req, res) => res.end(execSync('git log')));"), 'blocks'),
      reports(cp("import http from 'http'; http.createServer((req, res) => { const { status } = spawnSync('convert'); res.end(String(status)); });"), 'blocks'),
      reports(cp("import express from 'express'; const version = () => execSync('git describe');\nfunction show(req, res) { res.end(version()); }\nexpress().get('/', show);"), 'blocks'),
      reports(cp("export default function handler(req, res) { res.json(execSync('df').toString()); }"), 'blocks'),
      reports(cp("import Fastify from 'fastify'; Fastify().post('/', async (request, reply) => { for (const file of request.body) { execSync('ls'); } });"), 'blocks'),
      reports("import { execaSync } from 'execa'; import Koa from 'koa'; new Koa().use(async (ctx) => { ctx.body = execaSync('df').stdout; });", 'blocks'),
      reports(cp("import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 1 }).on('connection', (socket) => { socket.on('message', () => socket.send(execSync('df'))); });"), 'blocks'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports(cp("import express, { type Request } from 'express'; express().get('/', (req: Request, res) => { res.end(execSync('df')); });"), 'blocks'),
    ],
  },
);

import { requireShutdownHandler } from '../../src/rules/require-shutdown-handler.js';
import { testRule } from '../rule-testers.js';

const reports = (code: string, messageId: 'noHandler') => ({ code, errors: [{ messageId }] });

testRule(
  'require-shutdown-handler',
  requireShutdownHandler,
  {
    valid: [
      "import http from 'http'; const server = http.createServer(handle).listen(80); process.on('SIGTERM', () => server.close());",
      "import http from 'http'; const server = http.createServer(handle).listen(80); for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => server.close());",
      "import express from 'express'; export function start(port) { return express().listen(port); }",
      "import express from 'express'; export const app = express();",
      "import express from 'express'; import './shutdown.js'; express().listen(80);",
      "import { createShutdownManager } from '@childproof/shutdown-manager'; import http from 'http'; createShutdownManager().add('http', http.createServer(handle).listen(80));",
      "#!/usr/bin/env node\nimport http from 'http'; http.createServer(handle).listen(80);",
      "import { test } from 'vitest'; import http from 'http'; http.createServer(handle).listen(80);",
      "import http from 'http'; http.createServer(handle).listen(0);",
      "element.listen('click', run);",
    ],
    invalid: [
      reports("import http from 'http'; http.createServer(handle).listen(80);", 'noHandler'),
      reports("const express = require('express'); const app = express(); app.listen(process.env.PORT || 3000, () => console.log('ready'));", 'noHandler'),
      reports("import Fastify from 'fastify'; const start = async () => { await Fastify().listen({ port: 80 }); };\nstart();", 'noHandler'),
      reports("import Koa from 'koa'; async function main() { new Koa().listen(80); }\nmain().catch(console.error);", 'noHandler'),
      reports("import Fastify from 'fastify'; (async () => { await Fastify().listen({ port: 80 }); })();", 'noHandler'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports("import http from 'node:http'; const port: number = 80; http.createServer(handle).listen(port);", 'noHandler'),
    ],
  },
);

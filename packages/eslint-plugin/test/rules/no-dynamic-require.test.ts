import { noDynamicRequire } from '../../src/rules/no-dynamic-require.js';
import { testRule } from '../rule-testers.js';

const reports = (code: string, messageId: 'dynamic' | 'everNew' | 'perRequest') => ({ code, errors: [{ messageId }] });

testRule(
  'no-dynamic-require',
  noDynamicRequire,
  {
    valid: [
      "require('./a');",
      "require(`./${'a'}.js`);",
      "const path = require('path'); require(path.join(__dirname, 'a.js'));",
      "const LOADERS = { png: './png.js', jpg: './jpg.js' }; module.exports = (type) => require(LOADERS[type]);",
      "for (const name of ['a', 'b']) require(`./${name}.js`);",
      "await import('./a.js');",
      "export const load = (require, name) => require(name);",
      "#!/usr/bin/env node\nrequire(process.argv[2]);",
      "import { test } from 'vitest'; await import(file);",
      "import pkg from './package.json' with { type: 'json' }; await import(`./${pkg.main}`);",
    ],
    invalid: [
      reports("module.exports = (name) => require(name);", 'dynamic'),
      reports("export const load = (name) => import(`./plugins/${name}.js`);", 'dynamic'),
      reports("import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); export const load = (name) => require(name);", 'dynamic'),
      reports("const express = require('express'); express().get('/:name', (req, res) => res.json(require('./' + req.params.name)));", 'perRequest'),
      reports("export const load = () => import('./config.js?at=' + Date.now());", 'everNew'),
      reports("export const load = (file) => import(`${file}?v=${Math.random()}`);", 'everNew'),
    ],
  },
  {
    valid: [],
    invalid: [
      reports("export const load = (name: string): unknown => require(name) as unknown;", 'dynamic'),
    ],
  },
);

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ActiveResource } from '@childproof/diagnostics';
import { type Program, type ProgramOptions, startProgram } from '@childproof/test-kit';
import { expect } from 'vitest';

const registerFile = (extension: string): string => fileURLToPath(new URL(`../dist/register.${extension}`, import.meta.url));
export const PRELOAD = ['--import', new URL('../dist/register.js', import.meta.url).href];
export const REQUIRE_PRELOAD = ['--require', registerFile('cjs')];

export function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}.mjs`, import.meta.url));
}

/** The line that a fixture marks with "created here". */
export function markedLine(name: string): number {
  return readFileSync(fixture(name), 'utf8').split('\n').findIndex((line) => line.includes('// created here')) + 1;
}

export function startFixture(name: string, options: ProgramOptions = {}): Program {
  return startProgram(fixture(name), { nodeArgs: PRELOAD, ...options });
}

/** What the fixture has found to hold it open. */
export async function resourcesOf(program: Program): Promise<ActiveResource[]> {
  const [, json] = await program.waitForOutput(/^resources: (.*)$/m);
  return JSON.parse(json!) as ActiveResource[];
}

/** A page that the command has written, which must ask for nothing from elsewhere. */
export function selfContained(path: string): string {
  const html = readFileSync(path, 'utf8');
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bsrc=|\bhref=/);
  return html;
}

// Builds the helper for this machine: static with musl where musl-gcc is there (Debian: musl-tools), as it is published; else
// with the system's compiler. Without a compiler, or off Linux, there is none, and the package works without it.
//
//   node native/build.js [--require-static] [--sanitize FILE]
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SOURCES = join(import.meta.dirname, 'src');
const WARNINGS = '-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Werror'.split(' ');
const HARDENING = '-fstack-protector-strong -Wl,-z,relro,-z,now'.split(' ');
const SANITIZERS = '-g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'.split(' ');
/** The first that works: a small static binary, a large one, one that needs this machine's libc. */
const COMPILERS = [
  ['musl-gcc', '-static', '-s'],
  ['cc', '-static', '-s'],
  ['cc', '-s'],
];

const options = process.argv.slice(2);
if (options[0] === '--sanitize') compile(['cc', ...SANITIZERS], options[1]);
else buildHelper();

function buildHelper() {
  const file = join(import.meta.dirname, `../dist/native/${process.platform}-${process.arch}/orphan-guard-helper`);
  const compilers = options.includes('--require-static') ? COMPILERS.slice(0, 1) : COMPILERS;
  if (process.platform === 'linux' && compilers.some((command) => attempt(command, file))) return;
  console.log(`orphan-guard: no helper for ${process.platform} ${process.arch} was built; everything but the hopper works without.`);
  if (options.includes('--require-static')) process.exitCode = 1;
}

function attempt(command, file) {
  try {
    compile([...command, ...HARDENING], file);
    console.log(`orphan-guard: ${file}, ${statSync(file).size} bytes, by ${command.join(' ')}`);
    return true;
  } catch (error) {
    console.log(`orphan-guard: ${command.join(' ')}: ${error.code === 'ENOENT' ? 'not installed' : error.stderr}`);
    return false;
  }
}

function compile([compiler, ...flags], file) {
  mkdirSync(dirname(file), { recursive: true });
  const sources = readdirSync(SOURCES).filter((name) => name.endsWith('.c')).map((name) => join(SOURCES, name));
  const fresh = `${file}.${process.pid}`;
  execFileSync(compiler, ['-std=c11', '-D_GNU_SOURCE', '-Os', ...WARNINGS, ...flags, '-o', fresh, ...sources], { stdio: 'pipe', encoding: 'utf8' });
  renameSync(fresh, file); // one that is running cannot be written to
}

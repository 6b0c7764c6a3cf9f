#!/usr/bin/env node
import { auditCommand } from './cli/audit.js';
import { type Command, UsageError } from './cli/command.js';
import { fds } from './cli/fds.js';
import { heap } from './cli/heap.js';
import { memory } from './cli/memory.js';
import { startup } from './cli/startup.js';
import { why } from './cli/why.js';
import { DiagnosticsError } from './errors/diagnostics-error.js';

const COMMANDS: Readonly<Record<string, Command>> = { why, fds, memory, heap, startup, audit: auditCommand };

const [name = '', ...argv] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (name === '--help' || name === '-h') {
  process.stdout.write(usage());
} else if (command === undefined) {
  process.stderr.write(name === '' ? usage() : `childproof-diagnostics: there is no command ${name}.\n\n${usage()}`);
  process.exitCode = 2;
} else if (argv[0] === '--help' || argv[0] === '-h') {
  process.stdout.write(usage([command]));
} else {
  try {
    process.exitCode = await command.run(argv);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`childproof-diagnostics ${name}: ${error.message}\n\n${usage([command])}`);
      process.exitCode = 2;
    } else if (error instanceof DiagnosticsError) {
      process.stderr.write(`childproof-diagnostics ${name}: ${error.message} (${error.code})\n`);
      process.exitCode = 3;
    } else {
      throw error;
    }
  }
}

function usage(commands: readonly Command[] = Object.values(COMMANDS)): string {
  const texts = commands.map((one) => one.usage.replace(/^(?=\S)/gm, '  childproof-diagnostics ').replace(/^(?= {4})/gm, '  '));
  return `Usage:\n${texts.join('\n')}\n`;
}

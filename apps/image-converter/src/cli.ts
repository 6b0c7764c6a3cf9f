// First, so that whatever holds the process open one day is known with the line that made it.
import '@childproof/diagnostics/register';
import { parseArgs } from 'node:util';
import { readConfig } from './config/config.js';
import { convertCommand } from './convert-command/convert-command.js';
import { EXIT_CODES, StartError } from './exit-codes.js';
import { createLog } from './log.js';
import type { OutputParameters } from './outputs/wanted-outputs.js';
import { openPage } from './server/open-page.js';
import { serve } from './server/serve.js';

const USAGE = `usage: image-converter [serve] [--port N] [--data FOLDER] [--open]
       image-converter convert FILE|FOLDER|GLOB... --out FOLDER [--preset NAME | --width N --height N --fit FIT
         --crop LEFT,TOP,WIDTH,HEIGHT --format FORMAT --quality N] [--concurrency N] [--json] [--force]

serve    starts the server and prints its address; the environment sets the rest, see the README
convert  converts without a server; run again, it does only what is left (--force: everything). Exits with 1 when a file could
         not be converted, with 130 when it was interrupted
`;

async function main(argv: readonly string[]): Promise<void> {
  const [command] = argv;
  if (command === '--help' || command === '-h') {
    process.stdout.write(USAGE);
  } else if (command === 'convert') {
    process.exitCode = await convertCommand(parseConvert(argv.slice(1)), process.env);
  } else if (command === undefined || command === 'serve' || command.startsWith('-')) {
    await serveCommand(argv.slice(command === 'serve' ? 1 : 0));
  } else {
    throw new StartError('usage', `there is no command ${JSON.stringify(command)}\n${USAGE}`);
  }
}

async function serveCommand(args: readonly string[]): Promise<void> {
  const { values } = parse({
    args: [...args],
    options: { port: { type: 'string' }, data: { type: 'string' }, open: { type: 'boolean' } },
  });
  const env = { ...process.env };
  if (values.port !== undefined) env['PORT'] = values.port;
  if (values.data !== undefined) env['DATA_DIR'] = values.data;
  const config = readConfig(env);
  const log = createLog(config.logLevel);
  const url = await serve(config, log);
  // For people in front of a terminal a sentence, for everything else a line like the others.
  if (log.isLevelEnabled('info')) log.info(`image-converter is ready: ${url}`);
  else process.stdout.write(`image-converter is ready: ${url}\n`);
  if (values.open === true) await openPage(url);
}

const WISHES = ['preset', 'width', 'height', 'fit', 'crop', 'format', 'quality'] as const;
const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

function parseConvert(args: readonly string[]) {
  const { values, positionals } = parse({
    args: [...args],
    allowPositionals: true,
    options: { ...Object.fromEntries(WISHES.map((name) => [name, TEXT])), out: TEXT, concurrency: TEXT, json: FLAG, force: FLAG },
  });
  const { out, concurrency, json = false, force = false } = values;
  if (positionals.length === 0) throw new StartError('usage', `convert: name at least one file or folder\n${USAGE}`);
  if (out === undefined) throw new StartError('usage', `convert: --out FOLDER is missing\n${USAGE}`);
  const wishes = Object.fromEntries(Object.entries(values).filter(([name]) => WISHES.some((wish) => wish === name))) as OutputParameters;
  return { paths: positionals, out, wishes, concurrency, json, force };
}

/** parseArgs, with its complaints as what they are: a wrong command line. */
const parse: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new StartError('usage', `${(error as Error).message}\n${USAGE}`);
  }
};

main(process.argv.slice(2)).catch((error: unknown) => {
  // What was expected is told in one line; only a fault of ours deserves a stack trace.
  const text = error instanceof StartError ? error.message : ((error as Error).stack ?? String(error));
  process.stderr.write(`image-converter: ${text}\n`);
  process.exitCode = error instanceof StartError ? error.exitCode : EXIT_CODES.failures;
});

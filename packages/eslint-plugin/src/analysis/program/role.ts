import { relative } from 'node:path';
import { type Analysis, once } from '../analysis.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { polls } from './endless-loop.js';
import { countExports } from './exported.js';
import { worksInRounds } from './rounds.js';
import { endsWhenDone } from './script-end.js';
import { dependencyNames, isBinFile, isCommand, isEntryFile, nearestPackageJson, type PackageJson } from './package-json.js';

/** What kind of program a file belongs to, which decides what ending the process means. */
export type ProgramRole = 'bot' | 'cli' | 'library' | 'server' | 'test' | 'unknown' | 'worker';

/** Importing one of these is serving requests, or taking jobs from a queue. */
const SERVER_FRAMEWORKS = new RegExp(
  [
    String.raw`^(express|fastify|koa|hapi|restify|polka|connect|h3|elysia|hono|micro|moleculer|sails|egg|feathers|socket\.io|uWebSockets\.js|nuxt|graphql-yoga|next(/.+)?)$`,
    String.raw`^(bullmq|bull|bee-queue|agenda|pg-boss|graphile-worker|kue|node-resque|amqplib(/.+)?|amqp-connection-manager|kafkajs|kafka-node|node-rdkafka|nats|mqtt|sqs-consumer|grpc)$`,
    String.raw`^(smtp-server|vscode-languageserver(/.+)?|ldapjs|dns2|aedes|mosca|node-opcua|osc|node-osc|hap-nodejs|jayson|primus|sockjs|faye)$`,
    String.raw`^(apollo-server|fastify|koa|express|firebase-functions|seneca)[-/].+$`,
    String.raw`^@(fastify|koa|hono|elysiajs|grpc|feathersjs|adonisjs|loopback|medusajs|remix-run|bull-board)/(?!cli|dev).+$`,
    String.raw`^@(hapi/hapi|nestjs/(?!cli|schematics).+|apollo/server.*|trpc/server.*|sveltejs/kit.*|react-router/node|azure/functions|temporalio/worker)$`,
    String.raw`^@(aws-sdk/client-sqs|google-cloud/(pubsub|functions-framework))$`,
  ].join('|'),
);
/** Works at certain times, for as long as it runs. */
const SCHEDULERS = /^(node-cron|cron|node-schedule|croner|bree|toad-scheduler|@nestjs\/schedule|socket\.io-client)$/;
/** A bot answers a chat as a server answers requests. */
const BOTS = /^(discord\.js|eris|oceanic\.js|telegraf|grammy|node-telegram-bot-api|whatsapp-web\.js|baileys|venom-bot|tmi\.js|botbuilder|matrix-bot-sdk|mineflayer|hubot|irc|irc-framework|node-irc|node-xmpp-client|twitch-js)$|^@(slack\/bolt|whiskeysockets\/baileys|wppconnect-team\/wppconnect|adiwajshing\/baileys|sapphire\/framework)$/;
/** These only give what a server is made of; the file must also start one. */
const SERVER_PARTS = /^(http|https|http2|net|tls|dgram|ws)$/;
/** Anything that a server can be made with. */
export const SERVES = new RegExp(`${SERVER_FRAMEWORKS.source}|${SERVER_PARTS.source}`);
const COMMAND_LINE =
  /^(commander|yargs|yargs-parser|cac|meow|sade|clipanion|minimist|mri|arg|command-line-args|inquirer|prompts|enquirer|ora|citty|gluegun|caporal|vorpal|listr2?)$|^@(oclif|inquirer|clack|commander-js|drizzle-team\/brocli)(\/.*)?$/;
const TEST_RUNNERS = /^(vitest|mocha|ava|tap|tape|uvu|jest|test|@jest\/globals|@playwright\/test)$/;

/** Files of the project that a program is put together of, as their names tell; it exports nothing itself. */
const PARTS = /^\.{1,2}\/(.*\/)?(bot|discord|telegram|slack|server|worker|consumer|scheduler|gateway|daemon|listener)s?(\/index)?(\.[cm]?[jt]s)?$/;
const CHATS = /^(bot|discord|telegram|slack)$/;
const TEST_FOLDERS = /(^|\/)(tests?|__tests__|__mocks__|e2e|test-?(helpers?|utils?))\//i;
const BUILD_FILES = /(^|\/)(gulpfile|gruntfile|jakefile)[^/]*$/i;

/** The file's role, told by its shebang, its package.json, what it imports and what it calls. */
export function programRole(analysis: Analysis): ProgramRole {
  return once(analysis, findRole);
}

function findRole(analysis: Analysis): ProgramRole {
  const { filename, sourceCode } = analysis;
  if (/\.(test|spec)\.[cm]?[jt]sx?$/.test(filename)) return 'test';
  if (sourceCode.text.startsWith('#!')) return 'cli';
  const evidence = evidenceOf(analysis);
  const modules = [...evidence.modules];
  const imports = (pattern: RegExp): boolean => modules.some((module) => pattern.test(module));
  if (imports(TEST_RUNNERS)) return 'test';
  const packageJson = nearestPackageJson(filename);
  const path = pathInPackage(packageJson, filename);
  if (imports(COMMAND_LINE) || BUILD_FILES.test(path)) return 'cli';
  if (packageJson !== undefined && isBinFile(packageJson, filename)) return 'cli';
  if (endsWhenDone(analysis)) return 'cli';
  if (evidence.explainsUsage()) return 'cli';
  if (imports(SERVER_FRAMEWORKS)) return 'server';
  if (imports(BOTS) || evidence.answersChat()) return 'bot';
  if (imports(SERVER_PARTS) && evidence.makesServer()) return 'server';
  if (evidence.serves() || isListening(evidence)) return 'server';
  if (evidence.answersRequests()) return 'server';
  if (evidence.takesMessages() || imports(SCHEDULERS)) return 'worker';
  if (TEST_FOLDERS.test(path)) return 'test';
  if (/(^|\/)(bin|cli|cmd|commands?|scripts?|tasks?|tools?|bench(marks?)?|examples?|demos?|(pre|post)?install\w*)(\/|\.[cm]?[jt]s$)/i.test(path)) return 'cli';
  if (polls(analysis) || worksInRounds(analysis)) return 'worker';
  if (packageJson !== undefined && isCommand(packageJson)) return isForImport(analysis, packageJson) ? 'library' : 'unknown';
  const part = !evidence.exportsSomething() ? modules.map((module) => PARTS.exec(module)?.[2]).find((name) => name !== undefined) : undefined;
  if (part !== undefined) return CHATS.test(part) ? 'bot' : 'server';
  if (packageJson === undefined) return 'unknown';
  if (isApplicationOf(packageJson, SERVER_FRAMEWORKS)) return 'server';
  if (isApplicationOf(packageJson, BOTS)) return 'bot';
  return isLibrary(packageJson, evidence, path, filename) ? 'library' : 'unknown';
}

/** Without a package.json it is not known where the project begins: then the last folders have to do. */
function pathInPackage(packageJson: PackageJson | undefined, filename: string): string {
  const path = relative(packageJson?.folder ?? '', filename).replaceAll('\\', '/');
  return packageJson === undefined ? path.split('/').slice(-3).join('/') : path;
}

/** `app.listen(…)` of an app that another file makes. */
function isListening({ listens, modules }: Evidence): boolean {
  return [...modules].some((module) => /(^|\/)(app|server)(\.[cm]?[jt]s)?$/.test(module)) && listens();
}

/** True in a package that installs a command: its own functions may decide that the command has failed. */
export function isCommandPackage(analysis: Analysis): boolean {
  const packageJson = nearestPackageJson(analysis.filename);
  return packageJson !== undefined && isCommand(packageJson) && !isForImport(analysis, packageJson);
}

/** What a command offers to programs as well; where it exports but one function, that is mostly the command itself. */
function isForImport(analysis: Analysis, packageJson: PackageJson): boolean {
  return isEntryFile(packageJson, analysis.filename) && countExports(analysis) > 1;
}

/** An application, as opposed to a package for others, that is installed with one of these. */
function isApplicationOf(packageJson: PackageJson, frameworks: RegExp): boolean {
  const { main, exports, scripts } = packageJson;
  const isApplication = packageJson.private === true || scripts?.['start'] !== undefined || (main === undefined && exports === undefined);
  return isApplication && dependencyNames(packageJson).some((name) => frameworks.test(name));
}

/** A published package without a command: whoever imports it decides when the process ends. */
function isLibrary(packageJson: PackageJson, evidence: Evidence, path: string, filename: string): boolean {
  if (packageJson.private === true) return false;
  if (packageJson.main === undefined && packageJson.exports === undefined) return false;
  if (packageJson.scripts?.['start'] !== undefined) return false;
  if (packageJson.keywords?.some((keyword) => /^(cli|command|commander|terminal|prompt|shell|tty|bin)s?$|command.?line/i.test(String(keyword))) === true) return false;
  return (/^((src|lib|dist|build)\/|index\.)/.test(path) || isEntryFile(packageJson, filename)) && evidence.exportsSomething();
}

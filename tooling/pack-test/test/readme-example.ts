/** An example of a README, as files, with what it prints. */
export interface ReadmeExample {
  /** File name → ESM source; the last one is the program that is run. */
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
  readonly stdout: string;
}

const BLOCK = /^```(\w+)\n(.*?)^```$/gms;

/**
 * The examples of a README: `js` blocks up to the `text` block that is their output. Without one they are not run.
 *
 * A block that begins with `// name.js` is that file; the last block is run.
 */
export function examplesOf(readme: string): ReadmeExample[] {
  const examples: ReadmeExample[] = [];
  let files = new Map<string, string>();
  let main = '';
  for (const [, language, code] of readme.matchAll(BLOCK)) {
    if (language === 'js') {
      main = /^\/\/ ([\w.-]+\.js)\n/.exec(code!)?.[1] ?? 'main.js';
      files.set(main, code!);
    } else if (language === 'text' && files.size > 0) {
      examples.push({ files, main, stdout: code! });
      files = new Map();
    }
  }
  return examples;
}

export function firstExample(readme: string): ReadmeExample {
  const [first] = examplesOf(readme);
  if (first === undefined) throw new Error('the README has no js block that a text block with its output follows');
  return first;
}

/** The same program for `require`; only what the examples use is known. */
export function toCommonJs(source: string): string {
  const requires = source
    .replace(/^import \{ (.*?) \} from ('.*?');$/gm, (_, names: string, from: string) => `const { ${names.replaceAll(' as ', ': ')} } = require(${from});`)
    .replace(/^import (\w+) from ('.*?');$/gm, 'const $1 = require($2);')
    .replace(/^import ('.*?');$/gm, 'require($1);')
    .replace(/^export default /gm, 'module.exports = ')
    .replaceAll('import.meta.url', "require('node:url').pathToFileURL(__filename)");
  // The programs wait at the top level, which CommonJS cannot.
  return `(async () => {\n${requires}\n})();\n`;
}

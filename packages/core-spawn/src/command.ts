import { util } from '@childproof/internal';

/** What is run, and how it is shown. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** For people and logs only: quoted so that it reads unambiguously, never meant to be executed. */
  readonly display: string;
}

export function createCommand(file: unknown, args: unknown): Command {
  if (typeof file !== 'string') throw invalidCommand(`file is ${util.inspect(file)}; expected a string`);
  if (!Array.isArray(args)) {
    throw invalidCommand(`args is ${util.inspect(args, { depth: 0 })}; expected an array of strings, one per argument`);
  }
  const wrong = args.findIndex((arg) => typeof arg !== 'string');
  if (wrong !== -1) {
    throw invalidCommand(`args[${wrong}] is ${util.inspect(args[wrong], { depth: 0 })}; expected a string, use String(value)`);
  }
  const copy = [...(args as string[])];
  return {
    file,
    args: copy,
    get display() {
      return [file, ...copy].map(quoteForDisplay).join(' ');
    },
  };
}

function quoteForDisplay(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  // Control characters are shown escaped: a command in a log must not move the cursor or end the line.
  const visible = word.replace(/\p{Cc}/gu, (char) => JSON.stringify(char).slice(1, -1));
  return `'${visible.replaceAll("'", "'\\''")}'`;
}

function invalidCommand(detail: string): TypeError {
  return Object.assign(new TypeError(`run: ${detail}.`), { code: 'ERR_INVALID_COMMAND' });
}

import { util } from '@childproof/internal';

/** What can stand in a `$` template. */
export type TemplateValue = string | number | bigint | boolean | readonly (string | number | bigint | boolean)[];

const SHELL_ONLY = new Set('|&;<>()`$*?\\');

/** File and arguments of a command that is written as a template. */
export function parseTemplate(strings: TemplateStringsArray, values: readonly TemplateValue[]): [string, ...string[]] {
  const words = new Words();
  strings.forEach((text, index) => {
    for (const char of text) words.addCharacter(char);
    if (index < values.length) words.addValue(values[index]);
  });
  return words.end();
}

class Words {
  readonly #done: string[] = [];
  /** The word that is being written; `undefined` between two words. */
  #word: string | undefined;
  #quote: string | undefined;
  /** An array stood here: a blank has to follow. */
  #afterArray = false;

  addCharacter(char: string): void {
    if (this.#quote === undefined && /\s/.test(char)) {
      this.#endWord();
      return;
    }
    if (this.#afterArray) throw invalid('an array touches other text; it stands for several arguments, so put blanks around it');
    if (char === this.#quote) this.#quote = undefined;
    else if (this.#quote === undefined && (char === '"' || char === "'")) {
      this.#quote = char;
      this.#word ??= '';
    } else if (this.#quote === undefined && SHELL_ONLY.has(char)) {
      throw invalid(`${char} means something to a shell, and there is none; quote it to pass it on, or use pipe() and options`);
    } else this.#word = (this.#word ?? '') + char;
  }

  addValue(value: unknown): void {
    if (this.#afterArray) throw invalid('an array touches another value; put a blank between them');
    if (!Array.isArray(value)) {
      this.#word = (this.#word ?? '') + asArgument(value);
      return;
    }
    if (this.#word !== undefined) throw invalid('an array stands inside of an argument; put blanks around it');
    this.#done.push(...value.map(asArgument));
    this.#afterArray = true;
  }

  end(): [string, ...string[]] {
    if (this.#quote !== undefined) throw invalid(`the quote ${this.#quote} is not closed`);
    this.#endWord();
    const [file, ...args] = this.#done;
    if (file === undefined) throw invalid('there is no command');
    return [file, ...args];
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#done.push(this.#word);
    this.#word = undefined;
    this.#afterArray = false;
  }
}

function asArgument(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  throw invalid(`a value is ${util.inspect(value, { depth: 0 })}; expected a string, a number, a boolean or an array of them`);
}

function invalid(detail: string): TypeError {
  return Object.assign(new TypeError(`$: ${detail}.`), { code: 'ERR_INVALID_COMMAND' });
}

import { expect, test } from 'vitest';
import { batchFileArgument, batchFileArguments, isBatchFile } from '../../src/platform/windows-batch-file.js';

test.each([
  ['plain', 'plain'],
  ['', '""'],
  ['a b', '"a b"'],
  ['C:\\dir\\file.txt', 'C:\\dir\\file.txt'],
  ['C:\\dir\\', '"C:\\dir\\\\"'],
  ['C:\\my dir\\', '"C:\\my dir\\\\"'],
  ['"', '""""'],
  ['say "hi"', '"say ""hi"""'],
  ['"&calc.exe', '"""&calc.exe"'],
  ['\\"&calc.exe', '"\\\\""&calc.exe"'],
  ['a\\\\"b', '"a\\\\\\\\""b"'],
  ['a&b', '"a&b"'],
  ['a|b', '"a|b"'],
  ['a<b>c', '"a<b>c"'],
  ['a^b', '"a^b"'],
  ['(a)', '"(a)"'],
  ['a,b;c=d', '"a,b;c=d"'],
  ['!x!', '"!x!"'],
  ['%PATH%', '"%%cd:~,%PATH%%cd:~,%"'],
  ['%CMDCMDLINE:~-1%&calc.exe', '"%%cd:~,%CMDCMDLINE:~-1%%cd:~,%&calc.exe"'],
  ['tab\there', '"tab\there"'],
  ['\u0085', '"\u0085"'],
  ['grün', 'grün'],
])('%j becomes %s', (arg, expected) => {
  expect(batchFileArgument(arg)).toBe(expected);
});

test('no argument can leave its quotes', () => {
  const pieces = ['"', '\\', '%', '&', '|', '^', ' ', 'a', '!', '<', '(', '""'];
  for (let seed = 0; seed < 20_000; seed++) {
    let rest = seed;
    let arg = '';
    for (let index = 0; index < 5; index++, rest = Math.floor(rest / pieces.length)) arg += pieces[rest % pieces.length]!;
    // cmd.exe knows two states, and every quote changes them: an active character outside of quotes would be a command.
    let isQuoted = false;
    for (const char of batchFileArgument(arg)) {
      if (char === '"') isQuoted = !isQuoted;
      else expect(isQuoted || !'&|<>^() '.includes(char), JSON.stringify(arg)).toBe(true);
    }
    expect(isQuoted).toBe(false);
  }
});

test('the whole command line', () => {
  expect(batchFileArguments('C:\\my tools\\npm.cmd', ['run', 'a b', ''])).toBe('/e:ON /v:OFF /d /c ""C:\\my tools\\npm.cmd" run "a b" """');
});

test.each(['a\nb', 'a\rb', 'a\0b'])('%j cannot be passed on', (arg) => {
  expect(() => batchFileArgument(arg)).toThrow(expect.objectContaining({ code: 'EINVAL' }) as Error);
  expect(() => batchFileArguments(`${arg}.bat`, [])).toThrow('is no file name');
});

test('a file name cannot leave its quotes', () => {
  expect(() => batchFileArguments('a"&calc.bat', [])).toThrow('is no file name');
  expect(() => batchFileArguments('a\\', [])).toThrow('is no file name');
});

test.each([
  ['npm.cmd', true],
  ['NPM.CMD', true],
  ['x.bat', true],
  ['x.bat ', true],
  ['x.bat. .', true],
  ['x.exe', false],
  ['cmd', false],
  ['x.batch', false],
])('isBatchFile(%j) is %s', (file, expected) => {
  expect(isBatchFile(file)).toBe(expected);
});

import { expectTypeOf, test } from 'vitest';
import { run, type ProcessError, type RunOptions } from '../src/index.js';

const text = () => run('true');
const bytes = () => run('true', [], { encoding: 'bytes' });
const inherited = () => run('true', [], { stdout: 'inherit' });
const decidedLater = (stdout: 'pipe' | 'inherit', reject: boolean) => run('true', [], { stdout, reject });
const settled = () => run('true', [], { reject: false });
const any = (options: RunOptions) => run('true', [], options);

test('what the options say is what the result has', () => {
  type ResultOf<F extends (...args: never) => unknown> = Awaited<ReturnType<F>>;
  expectTypeOf<ResultOf<typeof text>['stdout']>().toEqualTypeOf<string>();
  expectTypeOf<ResultOf<typeof bytes>['stdout']>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<ResultOf<typeof inherited>['stdout']>().toEqualTypeOf<undefined>();
  expectTypeOf<ResultOf<typeof inherited>['stderr']>().toEqualTypeOf<string>();
  expectTypeOf<ResultOf<typeof decidedLater>['stdout']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<ResultOf<typeof any>['stdout']>().toEqualTypeOf<string | Uint8Array | undefined>();
});

test('a failure is in the type exactly when it can be a result', () => {
  type OkOf<F extends (...args: never) => PromiseLike<{ ok: boolean }>> = Awaited<ReturnType<F>>['ok'];
  expectTypeOf<OkOf<typeof text>>().toEqualTypeOf<true>();
  expectTypeOf<OkOf<typeof settled>>().toEqualTypeOf<boolean>();
  expectTypeOf<OkOf<typeof decidedLater>>().toEqualTypeOf<boolean>();
  type Settled = Awaited<ReturnType<typeof settled>>;
  expectTypeOf<Extract<Settled, { ok: false }>>().toExtend<ProcessError<{ readonly reject: false }>>();
  expectTypeOf<Extract<Settled, { ok: true }>['reason']>().toEqualTypeOf<undefined>();
});

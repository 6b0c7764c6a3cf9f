import { util } from '@childproof/internal';

/** An error as it crosses the process boundary: structured clone keeps neither class names nor own properties. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: WireError | undefined;
  /** Own enumerable properties that are plain values, such as `code`. */
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

const MAX_CAUSES = 8;

export function toWireError(thrown: unknown, depth = 0): WireError {
  if (!(thrown instanceof Error)) {
    return { name: 'Error', message: typeof thrown === 'string' ? thrown : util.inspect(thrown), stack: undefined, cause: undefined, properties: {} };
  }
  const plain = Object.entries(thrown).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return {
    // An unnamed subclass still has the name of its constructor.
    name: thrown.name === 'Error' ? thrown.constructor.name : thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    cause: thrown.cause === undefined || depth === MAX_CAUSES ? undefined : toWireError(thrown.cause, depth + 1),
    properties: Object.fromEntries(plain),
  };
}

export function fromWireError({ name, message, stack, cause, properties }: WireError): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause: fromWireError(cause) });
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  if (stack !== undefined) error.stack = stack;
  return Object.assign(error, properties);
}

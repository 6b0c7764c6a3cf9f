/** Marks a class so that `instanceof` also holds for instances from the other (ESM or CJS) build of it. */
export interface ErrorBrand {
  readonly symbol: symbol;
  has(value: unknown): boolean;
}

/**
 * A brand registered in the global symbol registry.
 *
 * @param name The class's public name with its package, such as `@childproof/core-spawn:ProcessError`.
 */
export function defineErrorBrand(name: string): ErrorBrand {
  const symbol = Symbol.for(name);
  return {
    symbol,
    has: (value) => typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[symbol] === true,
  };
}

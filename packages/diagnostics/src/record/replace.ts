type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Puts another function in the place of `holder[name]`, which keeps its name, length and own properties, such as
 * `util.promisify.custom`. What may not be replaced stays.
 */
export function replace(holder: object, name: string, wrap: (original: AnyFunction) => AnyFunction): void {
  const methods = holder as Record<string, AnyFunction>;
  const original = methods[name];
  const descriptor = Object.getOwnPropertyDescriptor(holder, name);
  if (typeof original !== 'function' || descriptor?.writable === false) return;
  const wrapper = wrap(original);
  for (const key of Reflect.ownKeys(original)) {
    // A function's own `prototype` may only be redefined as it is.
    if (key !== 'prototype') Object.defineProperty(wrapper, key, Object.getOwnPropertyDescriptor(original, key)!);
  }
  methods[name] = wrapper;
}

/** Puts a stand-in for a class in its place: it constructs and can be extended as before, and `made` is told. */
export function replaceClass(holder: object, name: string, made: (instance: object, args: unknown[], construct: AnyFunction) => void): void {
  const classes = holder as Record<string, new (...args: unknown[]) => object>;
  const construct = (target: new (...args: unknown[]) => object, args: unknown[], newTarget: unknown): object => {
    const instance: object = Reflect.construct<unknown[], object>(target, args, newTarget as new () => object);
    made(instance, args, construct as unknown as AnyFunction);
    return instance;
  };
  classes[name] = new Proxy(classes[name]!, { construct });
}

import type { Post } from './local-session.js';

interface Property {
  readonly name: string;
  readonly value?: { readonly objectId?: string; readonly value?: unknown };
}

interface Properties {
  readonly result: readonly Property[];
  readonly internalProperties?: readonly Property[];
}

const HAND_OVER = Symbol.for('@childproof/diagnostics:hand-over');
const HAND_OVER_TEXT = `globalThis[Symbol.for(${JSON.stringify(HAND_OVER.description)})]`;
const holder = globalThis as unknown as Record<symbol, unknown>;

/** What V8 tells of an object beyond its own properties. */
export function propertiesOf(post: Post, objectId: string): Properties {
  return post('Runtime.getProperties', { objectId, ownProperties: true }) as unknown as Properties;
}

/** The object's name in the protocol. */
export function toRemote(post: Post, object: object): string {
  holder[HAND_OVER] = object;
  try {
    const { result } = post('Runtime.evaluate', { expression: HAND_OVER_TEXT }) as { result: { objectId: string } };
    return result.objectId;
  } finally {
    Reflect.deleteProperty(globalThis, HAND_OVER);
  }
}

/** The object itself. */
function fromRemote(post: Post, objectId: string): unknown {
  try {
    post('Runtime.callFunctionOn', { objectId, functionDeclaration: `function () { ${HAND_OVER_TEXT} = this; }` });
    return holder[HAND_OVER];
  } finally {
    Reflect.deleteProperty(globalThis, HAND_OVER);
  }
}

/** A variable that a function closes over, by name; `undefined` where there is none of that name. */
export function closedOver(post: Post, functionId: string, name: string): unknown {
  const scopes = propertiesOf(post, functionId).internalProperties?.find((one) => one.name === '[[Scopes]]')?.value?.objectId;
  if (scopes === undefined) return undefined;
  for (const { value: scope } of propertiesOf(post, scopes).result) {
    if (scope?.objectId === undefined || !isClosure(scope)) continue;
    const found = propertiesOf(post, scope.objectId).result.find((one) => one.name === name)?.value?.objectId;
    if (found !== undefined) return fromRemote(post, found);
  }
  return undefined;
}

/** The global scope is large, and what is sought is never in it. */
function isClosure(scope: object): boolean {
  return (scope as { readonly description?: string }).description !== 'Global';
}

/** Methods whose result holds nothing but what the object and the arguments hold. */
export const KEEPS_CONTENT: ReadonlySet<string> = new Set([
  'concat', 'entries', 'filter', 'flat', 'join', 'keys', 'normalize', 'padEnd', 'padStart',
  'repeat', 'replace', 'replaceAll', 'reverse', 'slice', 'sort', 'split', 'substring', 'substr',
  'toLowerCase', 'toReversed', 'toSorted', 'toString', 'toUpperCase', 'trim', 'trimEnd', 'trimStart', 'values',
]);

/** Methods that answer with a number, a boolean or a date, whatever they are called on. */
export const ANSWERS_NUMBER: ReadonlySet<string> = new Set([
  'charCodeAt', 'codePointAt', 'endsWith', 'every', 'getDate', 'getDay', 'getFullYear', 'getHours', 'getMinutes',
  'getMonth', 'getSeconds', 'getTime', 'has', 'includes', 'indexOf', 'lastIndexOf', 'localeCompare', 'some',
  'startsWith', 'test', 'toExponential', 'toFixed', 'toISOString', 'toPrecision', 'valueOf',
]);

/** Methods whose result is a part of the object, whatever the argument. */
export const PICKS_ELEMENT: ReadonlySet<string> = new Set(['at', 'charAt', 'find', 'get', 'pop', 'shift']);

/** Methods that hand each element to a callback and collect what it returns. */
export const MAPS_ELEMENTS: ReadonlySet<string> = new Set(['flatMap', 'map']);

/** Methods whose callback's first parameter is an element. */
export const VISITS_ELEMENTS: ReadonlySet<string> = new Set([
  'every', 'filter', 'find', 'findIndex', 'flatMap', 'forEach', 'map', 'some',
]);

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { probe } from '../probe.js';

type Probe = typeof probe;

/** The expression that loads the probe into another process and calls one of its functions. */
export function probeExpression(name: keyof Probe): string {
  const file = fileURLToPath(new URL('probe.cjs', import.meta.url));
  return `(() => {
  const module = { exports: {} };
  const require = (id) => process.getBuiltinModule(id);
  const __filename = ${JSON.stringify(file)};
  (function (module, exports, require, __filename) { ${readFileSync(file, 'utf8')}
  })(module, module.exports, require, __filename);
  return module.exports.probe.${name}();
})()`;
}

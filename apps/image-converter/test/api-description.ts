import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export const description = JSON.parse(readFileSync(new URL('../public/openapi.json', import.meta.url), 'utf8')) as Description;

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(description, 'api');

/** Answers that were checked, as `GET /api/jobs/{id} 200`. */
export const checked = new Set<string>();

/** Throws when an answer is none that the description promises. */
export function checkAnswer(method: string, path: string, status: number, body: unknown): void {
  const { pathname } = new URL(path, 'http://localhost');
  const template = Object.keys(description.paths).find((candidate) => patternOf(candidate).test(pathname));
  const operation = template === undefined ? undefined : description.paths[template]![method.toLowerCase()];
  if (operation === undefined) return; // not ours: a 404
  const where = `${method} ${template} ${status}`;
  if (operation.responses[String(status)] === undefined) throw new Error(`${where} is not in the description of the API`);
  checked.add(where);
  const pointer = ['paths', template!, method.toLowerCase(), 'responses', String(status), 'content', 'application/json', 'schema'];
  const validate = ajv.getSchema(`api#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`);
  if (validate === undefined) throw new Error(`${where} has no description of its JSON`);
  if (validate(body) !== true) throw new Error(`${where} is not as described: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`);
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

/** Names of sysexits.h (BSD), see sysexits(3). */
const SYSEXITS = {
  usage: 64,
  dataError: 65,
  noInput: 66,
  noUser: 67,
  noHost: 68,
  unavailable: 69,
  software: 70,
  osError: 71,
  osFile: 72,
  cannotCreate: 73,
  ioError: 74,
  tempFail: 75,
  protocol: 76,
  noPermission: 77,
  config: 78,
} as const;

type Sysexits = typeof SYSEXITS;

/** The exit codes of an application, by name. */
export type ExitCodeRegistry<Codes extends Readonly<Record<string, number>>> = Readonly<Omit<Sysexits, keyof Codes> & Codes> & {
  /** The name of a code: your own before that of sysexits.h; `undefined` for a code without one. */
  nameOf(code: number): string | undefined;
};

/**
 * Names the exit codes of an application, so that an exit explains itself; those of sysexits.h (`usage` 64 … `config` 78) are there too.
 *
 * Codes from 1 to 125: 126 and 127 are what shells say of commands that cannot be run, 128 + n of deaths by signal n.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a code out of range, or one that two names share.
 * @example
 * const codes = defineExitCodes({ database: 70, port: 72 });
 * await shutdown.shutdown({ reason: 'no database', exitCode: codes.database });
 */
export function defineExitCodes<const Codes extends Readonly<Record<string, number>>>(own: Codes): ExitCodeRegistry<Codes> {
  const names = new Map<number, string>();
  for (const [name, code] of Object.entries(own)) {
    if (name === 'nameOf') throw invalid('"nameOf" is the name of a method here; choose another.');
    if (!Number.isInteger(code) || code < 1 || code > 125) throw invalid(`"${name}" is ${String(code)}; expected an integer from 1 to 125.`);
    const twin = names.get(code);
    if (twin !== undefined) throw invalid(`"${twin}" and "${name}" are both ${code}; give one of them a code of its own.`);
    names.set(code, name);
  }
  for (const [name, code] of Object.entries(SYSEXITS)) if (!names.has(code) && !(name in own)) names.set(code, name);
  return Object.freeze({ ...SYSEXITS, ...own, nameOf: (code: number) => names.get(code) });
}

function invalid(detail: string): TypeError {
  return Object.assign(new TypeError(`defineExitCodes: ${detail}`), { code: 'ERR_INVALID_ARGUMENT' });
}

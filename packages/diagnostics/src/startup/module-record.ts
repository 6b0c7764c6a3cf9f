/** One module, as it was loaded for the first time; times in milliseconds. */
export interface ModuleRecord {
  /** Absolute path, or the URL of what is in no file. */
  readonly file: string;
  readonly format: 'commonjs' | 'module';
  /** Who loaded it first; `undefined` for the program itself. */
  parent: string | undefined;
  /** Since the start of the process. */
  readonly startedAtMs: number;
  resolveMs: number | undefined;
  readMs: number | undefined;
  /** Only of CommonJS: V8 compiles an ES module where nobody can look. */
  compileMs: number | undefined;
  /** Its own code, without what it loads meanwhile. */
  evaluateMs: number;
}

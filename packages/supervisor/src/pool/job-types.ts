import type { Handlers } from '../worker/serve.js';

/** The handlers that a worker module exports by `export default serve({ … })`. */
type HandlersOf<Module> = Module extends { readonly default: infer H extends Handlers } ? H : Handlers;

/** Names of the jobs that a worker module offers. */
export type JobName<Module> = keyof HandlersOf<Module> & string;

export type JobInput<Module, Name extends JobName<Module>> = Parameters<HandlersOf<Module>[Name]>[0];

export type JobOutput<Module, Name extends JobName<Module>> = Awaited<ReturnType<HandlersOf<Module>[Name]>>;

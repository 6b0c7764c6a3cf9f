/** Something that may end a run, until it is stopped; `undefined` where the option is not set. */
export type Watch = { stop(): void } | undefined;

export const LINES = 5_000_000;

/** 5 million lines of 7 to 8 bytes. */
export const command = ['seq', ['1000000', String(1_000_000 + LINES - 1)]];

export function check(count) {
  if (count !== LINES) throw new Error(`${count} lines instead of ${LINES}`);
}

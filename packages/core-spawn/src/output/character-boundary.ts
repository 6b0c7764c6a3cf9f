/** The longest UTF-8 character has this many bytes (RFC 3629). */
const MAX_CHARACTER_BYTES = 4;

/** Takes off a UTF-8 character that is cut in two at the end. */
export function cutHead(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(MAX_CHARACTER_BYTES, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (isContinuation(byte)) continue;
    return characterBytes(byte) > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes; // not UTF-8: there is no boundary to keep to
}

/** Takes off a UTF-8 character that is cut in two at the start. */
export function cutTail(bytes: Buffer): Buffer {
  let skip = 0;
  while (skip < MAX_CHARACTER_BYTES - 1 && skip < bytes.length && isContinuation(bytes[skip]!)) skip++;
  return bytes.subarray(skip);
}

function isContinuation(byte: number): boolean {
  return (byte & 0b1100_0000) === 0b1000_0000;
}

function characterBytes(lead: number): number {
  if (lead < 0b1100_0000) return 1;
  if (lead < 0b1110_0000) return 2;
  return lead < 0b1111_0000 ? 3 : 4;
}

import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { FAULTS } from '../src/faults/fault.js';
import { sample, withComment, type ProofImage } from './good-images.js';

const WISHES = '?preset=web,preview';
const CORRUPT = ['CORRUPT_IMAGE'];
/** Overwritten data may still be a picture, only an ugly one. */
const PERHAPS = ['CORRUPT_IMAGE', 'TOO_MANY_PIXELS', 'UNKNOWN_FORMAT', 'done'];

/** Images that mean harm, of every kind in turn; each different from all others. */
export async function hostileImages(count: number): Promise<ProofImage[]> {
  const kinds = await allKinds();
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / kinds.length);
    return kinds[index % kinds.length]!(round);
  });
}

type Kind = (round: number) => ProofImage;

async function allKinds(): Promise<Kind[]> {
  const jpeg = sample('green-valley.jpg');
  const webp = await sharp(jpeg).webp().toBuffer();
  const png = sample('winter-fjord.png');
  const animation = await gif(1_500);
  const kind = (name: string, mayEndAs: readonly string[], content: (round: number) => Buffer, query = WISHES): Kind => (round) => ({
    name: `${round}-${name}`,
    content: content(round),
    query,
    mayEndAs,
  });
  const cut = (file: Buffer, share: number) => (round: number): Buffer => file.subarray(0, Math.floor(file.length * share) - round);
  const overwritten = (file: Buffer, share: number) => (round: number): Buffer => {
    const copy = Buffer.from(file);
    copy.fill(0xa5, Math.floor(file.length * share) + round, Math.floor(file.length * share) + round + 400);
    return copy;
  };
  const faults = Object.keys(FAULTS).map((fault) =>
    kind(`fault-${fault}.jpg`, ['WORKER_DIED', 'TIMEOUT'], (round) => withComment(jpeg, `${fault} ${round}`), `${WISHES}&fault=${fault}`),
  );
  return [
    ...faults,
    ...[0.01, 0.2, 0.5, 0.9].map((share) => kind(`cut-${share}.jpg`, CORRUPT, cut(jpeg, share))),
    ...[0.1, 0.6].map((share) => kind(`cut-${share}.png`, CORRUPT, cut(png, share))),
    ...[0.3, 0.8].map((share) => kind(`cut-${share}.webp`, CORRUPT, cut(webp, share))),
    ...[0.001, 0.1, 0.5, 0.95].map((share) => kind(`overwritten-${share}.jpg`, PERHAPS, overwritten(jpeg, share))),
    ...[0.02, 0.5].map((share) => kind(`overwritten-${share}.png`, PERHAPS, overwritten(png, share))),
    kind('empty.jpg', ['EMPTY_FILE'], () => Buffer.alloc(0)),
    kind('zeros.jpg', ['UNKNOWN_FORMAT'], (round) => Buffer.alloc(10_000 + round)),
    kind('program.jpg', ['UNKNOWN_FORMAT'], (round) => Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(500 + round, 7)])),
    kind('vector.svg', ['UNKNOWN_FORMAT'], (round) => Buffer.from(svgBomb(round))),
    kind('entity.png', ['UNKNOWN_FORMAT'], (round) => Buffer.from(externalEntity(round))),
    kind('bomb.png', ['TOO_MANY_PIXELS'], (round) => pngOf(30_000, 30_000 + round)),
    kind('flood.jpg', ['TOO_MANY_PIXELS'], (round) => jpegOf(jpeg, 65_000, 60_000 + round)),
    kind('large.png', ['done', 'CORRUPT_IMAGE'], (round) => pngOf(7_000, 7_000 - round)),
    kind('endless.gif', ['TOO_MANY_FRAMES'], (round) => Buffer.concat([animation, Buffer.alloc(round)])),
  ];
}

async function gif(frames: number): Promise<Buffer> {
  const data = Buffer.alloc(4 * 4 * 3 * frames).map((_, index) => (Math.floor(index / 48) * 97 + index * 31) % 251);
  return sharp(data, { raw: { width: 4, height: 4 * frames, channels: 3, pageHeight: 4 } }).gif().toBuffer();
}

/** A flat PNG: hundreds of millions of pixels in some KiB. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8); // 1 bit, grey
  // A bomb need not be complete to be refused; what is within the limits is.
  const rows = width * height > 50_000_000 ? 1_000 : height;
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * rows), { level: 9 });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** A JPEG whose header claims another size. */
function jpegOf(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg);
  for (let at = 2; at < copy.length - 9; at += 2 + copy.readUInt16BE(at + 2)) {
    const marker = copy[at + 1]!;
    if (marker < 0xc0 || marker > 0xc2) continue;
    copy.writeUInt16BE(height, at + 5);
    copy.writeUInt16BE(width, at + 7);
    break;
  }
  return copy;
}

function svgBomb(round: number): string {
  const entities = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('');
  return `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "lol${round}">${entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&l9;</text></svg>`;
}

function externalEntity(round: number): string {
  return `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="${round + 1}"><text>&x;</text></svg>`;
}

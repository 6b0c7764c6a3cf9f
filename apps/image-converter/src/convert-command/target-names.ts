import { join, parse } from 'node:path';
import type { FoundImage } from './find-images.js';

/**
 * Gives every image a file of its own in the output folder: two that differ only in extension keep it in the name.
 *
 * @param reserved Names that none may have.
 */
export function targetNames(images: readonly FoundImage[], extension: string, reserved: readonly string[] = []): Map<FoundImage, string> {
  const targets = new Map<FoundImage, string>();
  const taken = new Set(reserved);
  for (const image of images) {
    const { dir, name, base } = parse(image.relative);
    const candidates = [join(dir, `${name}.${extension}`), join(dir, `${base}.${extension}`)];
    let target = candidates.find((candidate) => !taken.has(candidate));
    for (let number = 2; target === undefined; number++) {
      const numbered = join(dir, `${base}-${number}.${extension}`);
      if (!taken.has(numbered)) target = numbered;
    }
    taken.add(target);
    targets.set(image, target);
  }
  return targets;
}

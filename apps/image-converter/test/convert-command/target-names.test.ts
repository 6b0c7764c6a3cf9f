import { expect, test } from 'vitest';
import { targetNames } from '../../src/convert-command/target-names.js';

test('no two images get the same file', () => {
  const images = ['a.jpg', 'a.png', 'sub/a.jpg', 'a.jpg', 'a.png'].map((relative, index) => ({ path: String(index), relative }));
  expect([...targetNames(images, 'webp').values()]).toEqual(['a.webp', 'a.png.webp', 'sub/a.webp', 'a.jpg.webp', 'a.png-2.webp']);
});

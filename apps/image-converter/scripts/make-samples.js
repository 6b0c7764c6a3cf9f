// Paints the sample images, so that nobody's rights and nobody's camera are involved: `pnpm samples`.
// Landscapes from layered value noise; the same seed gives the same picture.
import { mkdirSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';

const WIDTH = 1500;
const HEIGHT = 1000;
const folder = new URL('../samples/', import.meta.url);

const SCENES = [
  { file: 'dawn-ridge.jpg', seed: 11, sky: [[38, 52, 96], [250, 176, 120]], land: [[92, 84, 118], [18, 22, 40]], sun: [0.68, 0.5], water: false },
  { file: 'green-valley.jpg', seed: 27, sky: [[70, 140, 212], [214, 232, 244]], land: [[140, 172, 170], [26, 64, 30]], sun: [0.2, 0.2], water: false },
  { file: 'evening-lake.jpg', seed: 42, sky: [[48, 34, 84], [244, 120, 92]], land: [[96, 60, 104], [20, 14, 34]], sun: [0.4, 0.52], water: true },
  { file: 'winter-fjord.png', seed: 63, sky: [[120, 158, 196], [236, 240, 246]], land: [[176, 192, 210], [52, 70, 92]], sun: [0.8, 0.3], water: true, width: 480, height: 320 },
];

mkdirSync(folder, { recursive: true });
for (const scene of SCENES) {
  const { width = WIDTH, height = HEIGHT, file } = scene;
  const image = sharp(paint(scene, width, height), { raw: { width, height, channels: 3 } });
  await (file.endsWith('.png') ? image.png({ palette: true, colours: 128 }) : image.jpeg({ quality: 72, mozjpeg: true })).toFile(path(file));
}

// Cut off in the middle and overwritten for a while: what a broken upload leaves.
const whole = await sharp(path('green-valley.jpg')).resize(600).jpeg({ quality: 60 }).toBuffer();
const corrupt = whole.subarray(0, Math.floor(whole.length * 0.6));
corrupt.fill(0x5a, Math.floor(whole.length * 0.3), Math.floor(whole.length * 0.4));
writeFileSync(path('corrupt.jpg'), corrupt);

// 144 million pixels in a few KiB: a decompression bomb, over the limit of 50 million.
const flat = { width: 12_000, height: 12_000, channels: 3, background: '#346' };
await sharp({ create: flat, limitInputPixels: false }).png({ palette: true, colours: 2, compressionLevel: 9 }).toFile(path('oversized.png'));

function path(file) {
  return new URL(file, folder).pathname;
}

function paint({ seed, sky, land, sun, water }, width, height) {
  const pixels = Buffer.alloc(width * height * 3);
  const layers = 5;
  const ridges = Array.from({ length: layers }, (_, layer) => ridge(seed + layer * 7, layer, layers, width, height));
  const shore = water ? Math.floor(height * 0.78) : height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const mirrored = y < shore ? y : Math.max(0, 2 * shore - y + Math.round(6 * (noise(x / 60, y / 3, seed + 99) - 0.5)));
      let colour = skyColour(x / width, mirrored / height, sky, sun, seed);
      for (let layer = 0; layer < layers; layer++) {
        const top = ridges[layer][x];
        if (mirrored < top) continue;
        const depth = layer / (layers - 1);
        const texture = 0.82 + 0.36 * fractal(x / 24, mirrored / 24, seed + layer);
        const mist = Math.max(0, 1 - (mirrored - top) / (height * 0.25)) * (1 - depth) * 0.35;
        colour = mix(mix(land[0], land[1], depth).map((value) => value * texture), sky[1], mist);
      }
      if (y >= shore) colour = mix(colour.map((value) => value * 0.8), sky[0], 0.18);
      const grain = (hash(x, y, seed) - 0.5) * 4;
      for (let channel = 0; channel < 3; channel++) {
        pixels[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, colour[channel] + grain));
      }
    }
  }
  return pixels;
}

function ridge(seed, layer, layers, width, height) {
  const base = height * (0.42 + 0.4 * (layer / layers));
  const scale = width / (2.2 + layer * 1.6);
  return Array.from({ length: width }, (_, x) => base - height * (0.3 - layer * 0.045) * (fractal(x / scale, layer * 3.3, seed) - 0.25));
}

function skyColour(x, y, sky, [sunX, sunY], seed) {
  const base = mix(sky[0], sky[1], Math.min(1, y * 1.6));
  const glow = Math.exp(-((x - sunX) ** 2 * 2.2 + (y - sunY) ** 2) * 18);
  const cloud = Math.max(0, fractal(x * 5, y * 16, seed + 50) - 0.55) * 1.4;
  return mix(mix(base, [255, 244, 220], Math.min(1, glow)), [255, 250, 244], Math.min(0.6, cloud));
}

function fractal(x, y, seed) {
  let sum = 0;
  for (let octave = 0, weight = 0.5; octave < 5; octave++, weight /= 2) sum += weight * noise(x * 2 ** octave, y * 2 ** octave, seed + octave);
  return sum;
}

function noise(x, y, seed) {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [smooth(x - x0), smooth(y - y0)];
  const top = hash(x0, y0, seed) * (1 - u) + hash(x0 + 1, y0, seed) * u;
  const bottom = hash(x0, y0 + 1, seed) * (1 - u) + hash(x0 + 1, y0 + 1, seed) * u;
  return top * (1 - v) + bottom * v;
}

function smooth(t) {
  return t * t * (3 - 2 * t);
}

function hash(x, y, seed) {
  let value = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 2246822519);
  value = Math.imul(value ^ (value >>> 13), 1274126177);
  return ((value ^ (value >>> 16)) >>> 0) / 4294967296;
}

function mix(a, b, share) {
  return a.map((value, index) => value * (1 - share) + b[index] * share);
}

import sharp from 'sharp';

// What the service is measured against: a forked process that decodes once, makes three sizes, and does nothing else.
const SIZES = [1_600, 800, 200];

if (process.argv[2] === 'once') {
  await convert(process.argv[3]!, process.argv[4]!);
} else {
  sharp.concurrency(1);
  sharp.cache(false);
  process.on('message', ({ source, target }: { source: string; target: string }) => {
    void convert(source, target).then(() => process.send!('done'));
  });
  process.on('disconnect', () => process.exit());
  process.send!('ready');
}

async function convert(source: string, target: string): Promise<void> {
  const { data, info } = await sharp(source).autoOrient().resize({ width: SIZES[0]! }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels as 3 };
  for (const width of SIZES) await sharp(data, { raw }).resize({ width }).jpeg({ quality: 80 }).toFile(`${target}-${width}.jpg`);
}

import sharp from 'sharp';

/**
 * Loaders that are attack surface (SVG, TIFF, PDF, ImageMagick, …) stay shut, whatever a file says that it is.
 *
 * "Heif" is also the loader of AVIF; other HEIF files are stopped by their signature before.
 */
export function openLoaders(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpeg',
      'VipsForeignLoadPng',
      'VipsForeignLoadWebp',
      'VipsForeignLoadNsgif',
      'VipsForeignLoadHeif',
    ],
  });
  // The pool already uses every core with its processes; and no image comes twice, so a cache is memory for nothing.
  sharp.concurrency(1);
  sharp.cache(false);
}

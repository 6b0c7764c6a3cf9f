import { serve } from '@childproof/supervisor/worker';
import { convertImage, type ConvertInput } from './convert-image.js';

// The module that each worker process runs. An image can do to this process whatever it likes: the pool survives it.
export default serve({
  convert: (input: ConvertInput, { progress }) => convertImage(input, progress),
});

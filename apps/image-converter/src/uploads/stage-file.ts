import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CONVERT_ERRORS } from '../convert-error.js';
import { ApiError } from '../http/api-error.js';
import { imageType, SIGNATURE_BYTES } from '../image-type.js';

/** A file that was received in full, and of which nobody has been told yet. */
export interface StagedFile {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  discard(): Promise<void>;
}

/** Receives a file into the temporary folder, on the disk, and checks its type by content. @throws ApiError */
export async function stageFile(source: Readable, name: string, folder: string): Promise<StagedFile> {
  const path = join(folder, `upload-${randomUUID()}`);
  const discard = (): Promise<void> => rm(path, { force: true });
  const hash = createHash('sha256');
  try {
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path),
    );
    await checkSignature(path);
  } catch (error) {
    await discard();
    throw error;
  }
  return { path, name, sha256: hash.digest('hex'), discard };
}

/** @throws ApiError when the content is no image of an accepted type, whatever its name and declared type say. */
async function checkSignature(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0);
    if (bytesRead === 0) throw new ApiError(400, 'EMPTY_FILE', CONVERT_ERRORS.EMPTY_FILE);
    if (imageType(buffer.subarray(0, bytesRead)) === undefined) {
      throw new ApiError(415, 'UNKNOWN_FORMAT', CONVERT_ERRORS.UNKNOWN_FORMAT);
    }
    // On the disk before it is acknowledged, not only in the kernel's cache.
    await handle.sync();
  } finally {
    await handle.close();
  }
}

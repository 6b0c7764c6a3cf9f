import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CONVERT_ERRORS } from '../convert-error.js';
import { imageType, SIGNATURE_BYTES } from '../image-type.js';
import { DEFAULT_PRESET, PRESET_NAMES, presetOutputs } from '../presets.js';
import { ApiError, type ApiErrorCode } from './api-error.js';
import type { Services } from './create-http-server.js';

interface Accepted {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

interface Rejected {
  readonly name: string;
  readonly code: ApiErrorCode;
  readonly message: string;
}

/**
 * `POST /api/images?preset=web`, multipart: one job for each file.
 *
 * A file that is refused does not take the others with it; the request itself fails when none is left, or there are too
 * many files: then those before the limit are converted all the same.
 */
export function uploadRoute(app: FastifyInstance, services: Services): void {
  app.post<{ Querystring: { preset?: string } }>('/api/images', async (request, reply) => {
    const preset = request.query.preset ?? DEFAULT_PRESET;
    if (presetOutputs(preset) === undefined) {
      throw new ApiError(400, 'UNKNOWN_PRESET', `there is no preset ${JSON.stringify(preset)}; there are: ${PRESET_NAMES.join(', ')}`);
    }
    const jobs: Accepted[] = [];
    const rejected: (Rejected & { statusCode: number })[] = [];
    for await (const file of filesOf(request)) {
      const name = shownName(file.filename);
      try {
        jobs.push(await accept(file, name, preset, services));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        rejected.push({ name, code: error.code, message: error.message, statusCode: error.statusCode });
      }
    }
    services.onQueued();
    if (jobs.length === 0) {
      const [first] = rejected;
      if (first === undefined) throw new ApiError(400, 'NO_FILES', 'the request holds no file; send one or more as multipart/form-data');
      throw new ApiError(first.statusCode, first.code, `${first.name}: ${first.message}`);
    }
    return reply.code(202).send({ jobs, rejected: rejected.map(({ name, code, message }) => ({ name, code, message })) });
  });
}

/** The sender's name for a file, as the database can keep it: half a surrogate pair or a NUL is no text there. */
function shownName(filename: string): string {
  const name = basename(filename.replaceAll('\\', '/').replaceAll('\0', '')).slice(0, 200);
  return Buffer.from(name).toString() || 'unnamed';
}

async function* filesOf(request: FastifyRequest): AsyncGenerator<MultipartFile> {
  if (!request.isMultipart()) throw new ApiError(415, 'NOT_MULTIPART', 'send the files as multipart/form-data');
  try {
    yield* request.files();
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_FILES_LIMIT') {
      throw new ApiError(413, 'TOO_MANY_FILES', 'too many files in one request; send them in several');
    }
    throw malformed(error);
  }
}

/** What the parser has to say about the body comes as an error without class or code; all else is ours. */
function malformed(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'Error' || 'code' in error) return error;
  return new ApiError(400, 'BAD_REQUEST', `the body is no complete multipart/form-data: ${error.message}`);
}

/** Stores the original, complete and under its final name, before anybody is told that the job exists. */
async function accept(file: MultipartFile, name: string, preset: string, services: Services): Promise<Accepted> {
  const { storage, queue, feed, config } = services;
  const id = randomUUID();
  const upload = join(storage.temporary, `upload-${id}`);
  try {
    await pipeline(file.file, createWriteStream(upload)).catch((error: unknown) => {
      throw malformed(error);
    });
    if (file.file.truncated) {
      throw new ApiError(413, 'FILE_TOO_LARGE', `the file is larger than ${config.maxUploadBytes} bytes`);
    }
    await checkSignature(upload);
    await rename(upload, storage.original(id));
  } finally {
    await rm(upload, { force: true });
  }
  await queue.add(id, { name, preset });
  feed.publish({ id, name, preset, state: 'queued', progress: 0 });
  return { id, name, url: `/api/jobs/${id}` };
}

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

import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OutputParameters } from '../outputs/wanted-outputs.js';
import { enqueue } from '../uploads/enqueue.js';
import { shownName } from '../uploads/shown-name.js';
import { stageFile, type StagedFile } from '../uploads/stage-file.js';
import { ApiError, type ApiErrorCode } from './api-error.js';
import type { Services } from './create-http-server.js';
import { guardAgainstStalls } from './stalled-upload.js';
import { wishesOf } from './wishes.js';

interface Rejected {
  readonly name: string;
  readonly code: ApiErrorCode;
  readonly message: string;
}

/**
 * `POST /api/images?preset=web`, multipart: one job for each file.
 *
 * A file that is refused does not take the others with it. When the request itself is wrong (cut off, too many files, no file
 * left), nothing of it is queued.
 */
export function uploadRoute(app: FastifyInstance, services: Services): void {
  app.post<{ Querystring: OutputParameters }>('/api/images', async (request, reply) => {
    const wishes = wishesOf(request.query, services);
    const staged: StagedFile[] = [];
    const rejected: (Rejected & { statusCode: number })[] = [];
    const release = guardAgainstStalls(request.raw, services);
    try {
      for await (const file of filesOf(request)) {
        const name = shownName(file.filename);
        try {
          staged.push(await receive(file, name, services));
        } catch (error) {
          if (!(error instanceof ApiError)) throw malformed(error);
          rejected.push({ name, code: error.code, message: error.message, statusCode: error.statusCode });
        }
      }
      if (staged.length === 0) {
        const [first] = rejected;
        if (first === undefined) throw new ApiError(400, 'NO_FILES', 'the request holds no file; send one or more as multipart/form-data');
        throw new ApiError(first.statusCode, first.code, `${first.name}: ${first.message}`);
      }
      const jobs = await enqueue(staged, wishes, services);
      return await reply.code(202).send({
        jobs: jobs.map(({ job: { id, name, state }, isNew }) => ({ id, name, state, isNew, url: `/api/jobs/${id}` })),
        rejected: rejected.map(({ name, code, message }) => ({ name, code, message })),
      });
    } finally {
      release();
      await Promise.all(staged.map((file) => file.discard()));
    }
  });
}

async function* filesOf(request: FastifyRequest): AsyncGenerator<MultipartFile> {
  if (!request.isMultipart()) throw new ApiError(415, 'NOT_MULTIPART', 'send the files as multipart/form-data');
  try {
    yield* request.files();
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_FILES_LIMIT') {
      throw new ApiError(413, 'TOO_MANY_FILES', 'too many files in one request; nothing was taken, send them in several');
    }
    throw malformed(error);
  }
}

async function receive(file: MultipartFile, name: string, { storage, config }: Services): Promise<StagedFile> {
  const staged = await stageFile(file.file, name, storage.temporary);
  if (!file.file.truncated) return staged;
  await staged.discard();
  throw new ApiError(413, 'FILE_TOO_LARGE', `the file is larger than ${config.maxUploadBytes} bytes`);
}

/** What the parser has to say about the body comes as an error without class or code; all else is ours. */
function malformed(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'Error') return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ApiError(507, 'STORAGE_FULL', 'there is no room left for the upload');
  return code === undefined ? new ApiError(400, 'BAD_REQUEST', `the body is no complete multipart/form-data: ${error.message}`) : error;
}

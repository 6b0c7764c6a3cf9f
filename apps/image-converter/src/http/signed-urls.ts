import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ImageJob } from '../jobs/image-job.js';
import { ApiError } from './api-error.js';

/** Addresses of files: who has one may read the file until it expires, and nobody can make one up. */
export class SignedUrls {
  readonly #secret: string;
  readonly #ttlMs: number;

  constructor(secret: string, ttlMs: number) {
    this.#secret = secret;
    this.#ttlMs = ttlMs;
  }

  /** The job as clients see it: with the addresses of its files. */
  show(job: ImageJob): object {
    const original = this.sign(`/api/jobs/${job.id}/original`);
    if (job.result === undefined) return { ...job, original };
    const files = job.result.files.map((file) => ({ ...file, url: this.sign(`/api/jobs/${job.id}/files/${file.file}`) }));
    return { ...job, original, result: { ...job.result, files } };
  }

  /** Valid for one to two times the lifetime: rounded, so that a browser may keep what it has fetched. */
  sign(path: string): string {
    const expires = (Math.floor(Date.now() / this.#ttlMs) + 2) * this.#ttlMs;
    return `${path}?expires=${expires}&signature=${this.#signature(path, String(expires))}`;
  }

  /** @throws ApiError 403 when the signature is wrong, 410 when it was right once. */
  check(url: string): void {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [expires, signature] = [searchParams.get('expires') ?? '', searchParams.get('signature') ?? ''];
    const expected = Buffer.from(this.#signature(pathname, expires));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
      throw new ApiError(403, 'BAD_SIGNATURE', 'the address is not signed by us; take it from the job');
    }
    if (Number(expires) < Date.now()) throw new ApiError(410, 'URL_EXPIRED', 'the address has expired; ask for the job again');
  }

  #signature(path: string, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${expires}`).digest('base64url');
  }
}

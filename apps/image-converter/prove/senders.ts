import { setTimeout as sleep } from 'node:timers/promises';
import type { ProofImage } from './good-images.js';
import type { ProofServer } from './proof-server.js';

/** What the sender of an image was told. */
export type Told = { readonly image: ProofImage } & ({ readonly id: string } | { readonly refused: string });

interface Answer {
  readonly jobs?: readonly { readonly id: string; readonly name: string }[];
  readonly rejected?: readonly { readonly name: string; readonly code: string }[];
  readonly error?: { readonly code: string };
}

const FILES_PER_REQUEST = 8;
const BOUNDARY = 'proof-35fd0c1f';

/** Sends images as clients do: in requests of several files, again when there was no answer, until each is acknowledged or refused. */
export async function sendAll(images: readonly ProofImage[], servers: readonly ProofServer[], onTold: (told: Told) => void, senders = 2): Promise<void> {
  const batches = inBatches(images);
  const send = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) await sendBatch(batch, servers, onTold);
  };
  await Promise.all(Array.from({ length: senders }, send));
}

/** Of one request, all images have the same wishes. */
function inBatches(images: readonly ProofImage[]): ProofImage[][] {
  const batches: ProofImage[][] = [];
  const open = new Map<string, ProofImage[]>();
  for (const image of images) {
    const batch = open.get(image.query) ?? [];
    if (batch.length === 0) batches.push(batch);
    batch.push(image);
    open.set(image.query, batch.length === FILES_PER_REQUEST ? [] : batch);
  }
  return batches.filter((batch) => batch.length > 0);
}

/** In one piece: a `FormData` of files costs the sender 5 ms of processor time for each, on the machine that is measured. */
function multipart(batch: readonly ProofImage[]): Uint8Array<ArrayBuffer> {
  const parts = batch.flatMap(({ name, content }) => [
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n\r\n`),
    content,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

async function sendBatch(batch: readonly ProofImage[], servers: readonly ProofServer[], onTold: (told: Told) => void): Promise<void> {
  for (let tries = 0; ; tries++) {
    const server = servers[tries % servers.length]!;
    try {
      const response = await fetch(new URL(`api/images${batch[0]!.query}`, server.url), {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
        body: multipart(batch),
      });
      const body = (await response.json()) as Answer;
      if (response.status >= 500) throw new Error(body.error?.code ?? String(response.status));
      for (const image of batch) onTold({ image, ...answerFor(image, body) });
      return;
    } catch {
      // Down, or going down: the same again, later; a job that was made already is found.
      if (tries > 1_000) throw new Error(`nobody takes ${batch[0]!.name}`);
      await sleep(100);
    }
  }
}

function answerFor({ name }: ProofImage, { jobs = [], rejected = [], error }: Answer): { id: string } | { refused: string } {
  const job = jobs.find((candidate) => candidate.name === name);
  if (job !== undefined) return { id: job.id };
  const refusal = rejected.find((candidate) => candidate.name === name);
  return { refused: refusal?.code ?? error?.code ?? 'no answer' };
}

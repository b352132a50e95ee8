import { parentPort } from 'node:worker_threads';
import type { MergeResult } from './merge-text.js';
import { runTextJob, type TextJob, type TextJobResult } from './text-job.js';

/** What the pool sends to the worker; one at a time. */
export interface TextWorkerRequest {
  readonly job: TextJob;
  readonly maxSteps: number;
}

/** What the worker sends back: first that it is up, then a result per request. */
export type TextWorkerMessage = { readonly ready: true } | { readonly result: TextJobResult };

const port = parentPort;
if (port === null) throw new Error('text-worker runs as a worker thread; it is started by TextEngine.');

port.on('message', ({ job, maxSteps }: TextWorkerRequest) => {
  const buffers: ArrayBuffer[] = [];
  let result = runTextJob(job, maxSteps);
  if (result !== 'too_large' && 'clean' in result) result = moveOut(result, buffers);
  port.postMessage({ result } satisfies TextWorkerMessage, buffers);
});
port.postMessage({ ready: true } satisfies TextWorkerMessage);

/** Gives each piece of a result a buffer of its own, which can be handed over without copying. */
function moveOut(result: MergeResult, buffers: ArrayBuffer[]): MergeResult {
  const own = (bytes: Uint8Array): Uint8Array => {
    // Small Buffers share one large ArrayBuffer, and it would be sent whole for each of them.
    const copy = new Uint8Array(bytes);
    buffers.push(copy.buffer);
    return copy;
  };
  if (result.clean) return { clean: true, content: own(result.content) };
  const chunks = result.chunks.map((chunk) =>
    chunk.kind === 'merged'
      ? { ...chunk, content: own(chunk.content) }
      : { ...chunk, target: own(chunk.target), base: own(chunk.base), source: own(chunk.source) },
  );
  return { clean: false, chunks };
}

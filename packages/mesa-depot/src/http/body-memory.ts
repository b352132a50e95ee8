import { Semaphore, type SemaphoreInterface, withTimeout } from 'async-mutex';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DepotError } from '../errors/index.js';
import { MAX_BODY_BYTES, SMALL_BODY_BYTES } from './limits.js';

/** When a client may ask again whose body found no room. */
const RETRY_AFTER_SECONDS = 5;

/** Room is counted in such units: the semaphore takes time for each unit that it has. */
const UNIT_BYTES = 64 * 1024; // 64 KiB

/** What bodies that are read into memory may take together. */
export interface BodyMemoryOptions {
  readonly totalBytes: number;
  /** How long a request waits for room before it is refused. */
  readonly waitMs: number;
}

/**
 * Bounds the bytes of JSON bodies that are worked on at the same time: one of them costs several times its size
 * until its request is answered, so that a few large ones could take all memory.
 *
 * Small bodies pass. Others wait for room, in the order in which they came, with their bytes left in the socket.
 */
export class BodyMemory {
  readonly #room: SemaphoreInterface;
  readonly #units: number;

  constructor({ totalBytes, waitMs }: BodyMemoryOptions) {
    this.#units = Math.ceil(totalBytes / UNIT_BYTES);
    const full = new DepotError(
      'UNAVAILABLE',
      'The server is busy with other large requests. Send this one again in a moment, or in smaller parts.',
      { details: { retry_after_seconds: RETRY_AFTER_SECONDS } },
    );
    this.#room = withTimeout(new Semaphore(this.#units), waitMs, full);
  }

  /**
   * Returns once there is room for the body of a request; it is given back when the answer ends or the connection does.
   *
   * @throws DepotError `UNAVAILABLE` when there was none in time.
   */
  async reserve({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const bytes = Math.min(bodyLength(headers), MAX_BODY_BYTES);
    if (bytes <= SMALL_BODY_BYTES) return;
    const [, release] = await this.#room.acquire(Math.min(Math.ceil(bytes / UNIT_BYTES), this.#units));
    if (reply.raw.closed || reply.raw.destroyed) release();
    else reply.raw.once('close', release);
  }
}

/** A body in chunks may turn out to be as large as any. */
function bodyLength(headers: FastifyRequest['headers']): number {
  if (headers['transfer-encoding'] !== undefined) return MAX_BODY_BYTES;
  const length = Number(headers['content-length'] ?? 0);
  return Number.isNaN(length) ? MAX_BODY_BYTES : length;
}

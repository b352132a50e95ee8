import { OperationWatch } from '../../service/operation-watch.js';
import { isRecordId } from '../record-id.js';
import { type EventRecord, getEventSeqs, listEvents } from '../store/events.js';
import type { CommitmentsDeps } from './deps.js';

const EVENTS_AT_ONCE = 100;
/** How long to wait for a word of a new event before looking anyway. */
const LOOK_AGAIN_MS = 30_000; // 30 seconds

/** Tells what happens in deliberations, as it happens, whichever process wrote it. */
export class LiveEvents {
  readonly #storage: CommitmentsDeps['storage'];
  readonly #watch: OperationWatch;

  constructor({ storage }: Pick<CommitmentsDeps, 'storage'>) {
    this.#storage = storage;
    this.#watch = new OperationWatch((ids) => getEventSeqs(storage.read, ids));
  }

  /** To be called after every event of this process; those of other processes are found by looking. */
  wake(): void {
    this.#watch.wake();
  }

  /** Returns the number of the last event of a deliberation, 0 before the first; undefined when there is none of this id. */
  async lastSeq(deliberationId: string): Promise<number | undefined> {
    if (!isRecordId(deliberationId)) return undefined;
    return (await getEventSeqs(this.#storage.read, [deliberationId])).get(deliberationId);
  }

  /** Yields every event of a deliberation after a number, in order and each once, until the signal aborts. */
  async *watch(
    deliberationId: string,
    { after, signal }: { readonly after: number; readonly signal: AbortSignal },
  ): AsyncGenerator<EventRecord, void, undefined> {
    let last = after;
    while (!signal.aborted) {
      const mark = this.#watch.mark();
      const events = await listEvents(this.#storage.read, deliberationId, {
        after: last,
        limit: EVENTS_AT_ONCE,
      });
      for (const event of events) {
        last = event.seq;
        yield event;
        if (signal.aborted) return;
      }
      if (events.length === EVENTS_AT_ONCE) continue;
      await this.#watch.wait({ id: deliberationId, after: last, mark, timeoutMs: LOOK_AGAIN_MS, signal });
    }
  }
}

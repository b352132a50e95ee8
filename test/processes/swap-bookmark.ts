import { setTimeout as pause } from 'node:timers/promises';
import { VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { ok } from '../contract/world.js';
import type { ContractAnswer, ContractClient } from '../helpers/send.js';
import type { RegisterOperation } from './check-register.js';

/** How often a process may say, after the faults, that its database is not there: every 100 ms. */
const MAX_REPEATS = 50;

/** A repository whose bookmark many clients compare and swap, and what they did and saw. */
export class BookmarkHistory {
  readonly path: { readonly org: string; readonly repo: string };
  readonly operations: RegisterOperation[] = [];
  /** Swaps that were acknowledged, by the change they moved the bookmark to. */
  readonly acknowledged: string[] = [];
  /** Requests that were answered neither with success nor with a refusal that says what the bookmark is. */
  failures = 0;

  private constructor(path: { readonly org: string; readonly repo: string }) {
    this.path = path;
  }

  static async start(send: ContractClient, org: string): Promise<BookmarkHistory> {
    const { name: repo } = ok(await send('createRepo', { path: { org }, body: {} }));
    return new BookmarkHistory({ org, repo });
  }

  /** Reads the bookmark, makes a change on what it is, and moves it there unless somebody else was faster. */
  async swap(send: ContractClient): Promise<void> {
    const from = await this.read(send);
    if (from === undefined) return;
    const files = [{ path: `file-${this.operations.length}`, content: 'YQ==' }];
    const made = await answerOf(
      send('createChange', { path: this.path, body: { base_change_id: from, files } }),
    );
    if (made?.status !== 201) return this.#fail(made);
    const to: string = made.body.id;
    const invokedAt = performance.now();
    const moved = await answerOf(
      send('moveBookmark', {
        path: { ...this.path, bookmark: 'main' },
        body: { change_id: to, allow_backwards: false },
      }),
    );
    const returnedAt = performance.now();
    if (moved?.status === 200) {
      this.acknowledged.push(to);
      this.#add({
        kind: 'swap',
        from: moved.body.from_change_id,
        to,
        isAcknowledged: true,
        invokedAt,
        returnedAt,
      });
    } else if (moved?.body.error.code === 'NOT_FORWARD') {
      this.#add({ kind: 'read', value: moved.body.error.details.from_change_id, invokedAt, returnedAt });
    } else {
      this.#fail(moved);
      const returnedAt = Number.POSITIVE_INFINITY;
      this.#add({ kind: 'swap', from, to, isAcknowledged: false, invokedAt, returnedAt });
    }
  }

  /** Reads the bookmark; undefined when there was no answer. */
  async read(send: ContractClient): Promise<string | undefined> {
    const invokedAt = performance.now();
    const answer = await answerOf(send('getBookmark', { path: { ...this.path, bookmark: 'main' } }));
    if (answer?.status !== 200) return void this.#fail(answer);
    this.#add({ kind: 'read', value: answer.body.change_id, invokedAt, returnedAt: performance.now() });
    return answer.body.change_id;
  }

  /**
   * Returns the changes below the bookmark, newest first, down to the first value it had. A process that has not noticed yet that
   * the faults are over may say so, for a moment.
   */
  async chain(send: ContractClient): Promise<string[]> {
    const ids: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const query: Record<string, string | number> = {
        bookmark: 'main',
        limit: 100,
        ...(cursor && { cursor }),
      };
      const list = (): Promise<ContractAnswer> => send('listChanges', { path: this.path, query });
      let answer = await list();
      for (let again = 0; answer.status === 503 && again < MAX_REPEATS; again += 1) {
        await pause(100);
        answer = await list();
      }
      const { changes, next_cursor } = ok(answer);
      ids.push(...changes.map(({ id }: { id: string }) => id));
      if (next_cursor === null)
        return [...ids.filter((id) => id !== VIRTUAL_ROOT_CHANGE_ID), VIRTUAL_ROOT_CHANGE_ID];
      cursor = next_cursor;
    }
  }

  #add(operation: RegisterOperation): void {
    this.operations.push(operation);
  }

  /** Under faults an answer may be missing or say that the server is not available, and nothing else. */
  #fail(answer: ContractAnswer | undefined): void {
    this.failures += 1;
    if (answer === undefined || answer.status === 503) return;
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

/** Returns the answer, or undefined when the connection broke before there was one. */
async function answerOf(sent: Promise<ContractAnswer>): Promise<ContractAnswer | undefined> {
  const answer = await sent.catch((error: unknown) => {
    if (error instanceof TypeError) return undefined; // how `fetch` tells of the network
    throw error;
  });
  if (answer !== undefined && answer.problems.length > 0) throw new Error(answer.problems.join('\n'));
  return answer;
}

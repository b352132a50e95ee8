import { type Diff, getDiff, getDiffText, type RequestOptions } from 'mesa-rest';
import type { RepoInput } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import type { Session } from '../core/session.js';

/** Compares from a change: exactly one of `base_change_id` and `base`. */
export type DiffBase =
  | { readonly base_change_id: string; readonly base?: undefined }
  | {
      /** Bookmark or change id. An extension of the depot. */
      readonly base: string;
      readonly base_change_id?: undefined;
    };

/** Compares to a change: exactly one of `head_change_id` and `head`. */
export type DiffHead =
  | { readonly head_change_id: string; readonly head?: undefined }
  | {
      /** Bookmark or change id. An extension of the depot. */
      readonly head: string;
      readonly head_change_id?: undefined;
    };

/** Input of `diffs.get` and `diffs.getText`. */
export type DiffInput = RepoInput &
  DiffBase &
  DiffHead & {
    /** Whether conflicted paths are listed. Default `include`. */
    readonly conflicts?: 'include' | 'only' | 'exclude' | undefined;
  };

const MEMBERS = ['repo', 'base_change_id', 'base', 'head_change_id', 'head', 'conflicts', 'org'];

/** Differences between two changes. */
export class DiffsResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Returns what differs between two changes, path by path and hunk by hunk, at most 1,000 paths. */
  async get(input: DiffInput, options: RequestOptions = {}): Promise<Diff> {
    return (await getDiff(await this.#request('diffs.get', input, options))).data;
  }

  /** Returns the difference as one unified patch of every changed path, in the form that `git apply` accepts. */
  async getText(input: DiffInput, options: RequestOptions = {}): Promise<string> {
    return (await getDiffText(await this.#request('diffs.getText', input, options))).data;
  }

  async #request(method: string, input: DiffInput, options: RequestOptions) {
    checkMembers(method, input, MEMBERS);
    const path = await this.#session.repoPath(input, options);
    const { base_change_id, head_change_id, base, head, conflicts } = input;
    return {
      ...this.#session.call(options),
      path,
      query: { base_change_id, head_change_id, base, head, conflicts },
    };
  }
}

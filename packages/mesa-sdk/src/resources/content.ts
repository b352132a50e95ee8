import {
  type Content,
  getContent,
  getContentBytes,
  getContentStream,
  type MetadataResult,
  type MetadataUpdate,
  type RequestOptions,
  updateMetadata,
} from 'mesa-rest';
import { type Input, type RepoInput, toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import type { Session } from '../core/session.js';

/** Names a path at a point of history: at most one of `change_id` and `ref`. */
export interface ContentInput extends RepoInput {
  /** Change to read. Default: the tip of the default bookmark. */
  readonly change_id?: string | undefined;
  /** Bookmark or change id, in place of `change_id`. An extension of the depot. */
  readonly ref?: string | undefined;
  /** Path in the repository; absent or empty means the root. */
  readonly path?: string | undefined;
}

/** Input of `content.get`. */
export interface ContentGetInput extends ContentInput {
  /** Levels below a directory to list, up to 10; 0 lists nothing. Default 1. */
  readonly depth?: number | undefined;
  /** Keeps the entries of a directory that carry all these pairs. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** Input of `content.setMetadata`. */
export type MetadataInput = RepoInput & Input<MetadataUpdate>;

/** Members of {@link ContentInput}. */
const PLACE = ['repo', 'path', 'ref', 'change_id', 'org'];

/** Files, symbolic links and directories, read without mounting. */
export class ContentResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Returns a file or symbolic link with its content in base64, or a directory with its entries; `type` tells which.
   *
   * @example
   * ```ts
   * const root = await mesa.content.get({ repo: 'demo' });
   * if (root.type === 'dir') console.log(root.entries.map((entry) => entry.path));
   * ```
   */
  async get(input: ContentGetInput, options: RequestOptions = {}): Promise<Content> {
    checkMembers('content.get', input, [...PLACE, 'depth', 'metadata']);
    const path = await this.#session.repoPath(input, options);
    const { change_id, ref, depth, metadata } = input;
    const query = { change_id, ref, path: input.path, depth, metadata };
    return (await getContent({ ...this.#session.call(options), path, query })).data;
  }

  /**
   * Returns the bytes of a file, or the target of a symbolic link.
   *
   * @throws {ValidationError} `NOT_ACCEPTABLE` for a directory.
   */
  async getBytes(input: ContentInput, options: RequestOptions = {}): Promise<Uint8Array> {
    return (await getContentBytes(await this.#request('content.getBytes', input, options))).data;
  }

  /** Returns a file as text, read as UTF-8; bytes that are not UTF-8 become U+FFFD. */
  async getText(input: ContentInput, options: RequestOptions = {}): Promise<string> {
    // A byte order mark is a part of the file.
    const { data } = await getContentBytes(await this.#request('content.getText', input, options));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(data);
  }

  /**
   * Returns the bytes of a file as they arrive, for files that do not fit into memory. Read the stream to its end or
   * cancel it: until then it holds a connection.
   */
  async stream(input: ContentInput, options: RequestOptions = {}): Promise<ReadableStream<Uint8Array>> {
    return (await getContentStream(await this.#request('content.stream', input, options))).data;
  }

  /**
   * Sets or removes metadata of a path: a text sets a key, null or an empty text removes it, an absent key stays. It
   * belongs to the path and is not versioned. An extension of the depot.
   */
  async setMetadata(input: MetadataInput, options: RequestOptions = {}): Promise<MetadataResult> {
    const { org: _, repo: __, ...body } = input;
    const path = await this.#session.repoPath(input, options);
    return (
      await updateMetadata({ ...this.#session.call(options), path, body: toBody<MetadataUpdate>(body) })
    ).data;
  }

  async #request(method: string, input: ContentInput, options: RequestOptions) {
    checkMembers(method, input, PLACE);
    const path = await this.#session.repoPath(input, options);
    const { change_id, ref } = input;
    return { ...this.#session.call(options), path, query: { change_id, ref, path: input.path } };
  }
}

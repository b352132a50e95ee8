import { requireRepo } from '../service/access.js';
import type { Call } from '../service/call.js';
import type { RepoWriter } from '../service/repo-writer.js';
import type { Storage } from '../storage/index.js';
import type { FetchDeps } from './fetch/fetch-source.js';
import { PackCache } from './fetch/pack-cache.js';
import { UPLOAD_PACK_CAPABILITIES, uploadPack, V2_CAPABILITIES } from './fetch/upload-pack.js';
import { receivePack, receivePackCapabilities } from './push/receive-pack.js';
import { readRepoRefs } from './refs/read-repo-refs.js';
import { encodeAdvertisement, type GitService } from './wire/index.js';

/** What serving git clients needs. */
export interface GitServerDeps extends FetchDeps {
  readonly storage: Storage;
  readonly writer: RepoWriter;
  /** Version of the depot, which clients are told. */
  readonly version: string;
  /** Folder for bytes on their way into the storage; made when it is needed. */
  readonly spoolFolder: string;
}

/** Which repository a git client is at. */
export interface GitTarget {
  readonly org: string;
  readonly repo: string;
}

/** The body of a request, and when to give up. */
export interface GitExchange extends GitTarget {
  /** Version of the protocol that the client asked for. */
  readonly version: 0 | 1 | 2;
  /** Already unzipped. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  /** Called with errors that are nobody's fault but the depot's, which the client is told nothing of. */
  onError(error: unknown): void;
}

/** Serves git clients straight from the rows of a repository: what they see is what the API sees. */
export class GitServer {
  readonly #deps: GitServerDeps;

  constructor(deps: GitServerDeps) {
    this.#deps = { packs: new PackCache(), ...deps };
  }

  /**
   * Returns the first answer to a client: what this server can do, and but for version 2 of fetching all refs.
   *
   * @throws DepotError `NOT_FOUND`.
   */
  async advertise(
    call: Call,
    {
      org,
      repo,
      service,
      version,
    }: GitTarget & { readonly service: GitService; readonly version: 0 | 1 | 2 },
  ): Promise<Iterable<Uint8Array>> {
    const record = await requireRepo(this.#deps, call, org, repo);
    const agent = `mesa-depot/${this.#deps.version}`;
    if (service === 'git-upload-pack' && version === 2) {
      const capabilities = new Map([['agent', [agent]], ...V2_CAPABILITIES]);
      return encodeAdvertisement(service, { version: 2, capabilities });
    }
    const { head, headTarget, refs } = await readRepoRefs(this.#deps.storage.read, record);
    // There is no version 2 of pushing.
    const shape = { version: version === 1 ? 1 : 0, shallow: [] } as const;
    if (service === 'git-receive-pack') {
      // Who pushes wants to know where each ref itself is.
      const plain = refs.map(({ name, oid }) => ({ name, oid }));
      return encodeAdvertisement(service, {
        ...shape,
        refs: plain,
        capabilities: receivePackCapabilities(agent),
      });
    }
    const capabilities = new Map([...UPLOAD_PACK_CAPABILITIES, ['agent', [agent]]]);
    if (head === undefined) return encodeAdvertisement(service, { ...shape, refs, capabilities });
    capabilities.set('symref', [`HEAD:${headTarget}`]);
    return encodeAdvertisement(service, {
      ...shape,
      refs: [{ name: 'HEAD', oid: head }, ...refs],
      capabilities,
    });
  }

  /**
   * Returns the answer to a fetch.
   *
   * @throws DepotError `NOT_FOUND`. Whatever else is wrong is told in the answer.
   */
  async uploadPack(call: Call, exchange: GitExchange): Promise<AsyncIterable<Uint8Array>> {
    const { org, repo: name, ...rest } = exchange;
    const repo = await requireRepo(this.#deps, call, org, name);
    return uploadPack(this.#deps, { ...rest, repo, requestId: call.requestId });
  }

  /**
   * Returns the answer to a push.
   *
   * @throws DepotError `NOT_FOUND`, `BAD_REQUEST` for what is no push. Whatever else is wrong is told in the answer.
   */
  receivePack(call: Call, exchange: GitExchange): Promise<AsyncIterable<Uint8Array>> {
    const { org, repo, body, signal, onError } = exchange;
    return receivePack({ ...this.#deps, onError }, { call, org, repo, body, signal });
  }
}

import { InvalidOptionsError, type MesaClient } from 'mesa-rest';
import type { Author } from '../core/authors.js';
import type { Session } from '../core/session.js';
import type { TokensResource } from '../resources/tokens.js';
import type { KernelMounter } from './kernel-mounter.js';
import { LocalFileSystem } from './local-file-system.js';
import { MesaFileSystem } from './mesa-file-system.js';
import type { MountPlan } from './mount-plan.js';
import { MountToken } from './mount-token.js';
import { openMount } from './open-mount.js';
import type { RevisionName } from './repo-client.js';

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024; // 64 MiB

/** A repository to mount, and what of it. */
export type RepoConfig = {
  /** Name of the repository, `demo` or `acme/demo`. */
  readonly name: string;
  /** Whether writing fails with `EROFS`, before anything is sent. Default false. */
  readonly readOnly?: boolean | undefined;
} & (
  | {
      /** Bookmark to begin at. Default: the default bookmark of the repository. */
      readonly bookmark?: string | undefined;
      readonly changeId?: undefined;
    }
  | {
      /** Change to begin at, in place of a bookmark. */
      readonly changeId?: string | undefined;
      readonly bookmark?: undefined;
    }
);

/** Options of `mesa.fs.mount`. */
export interface FsMountOptions {
  /** What to mount; a text is the name of a repository. At least one. */
  readonly repos: readonly (string | RepoConfig)[];
  /**
   * Life in seconds of the token that the mount signs for itself. It is renewed in time, so that the mount lives on. Default and
   * limit are those of `tokens.create`.
   */
  readonly ttl?: number | undefined;
  /** What is kept of the files that were read. */
  readonly cache?:
    | {
        /** Bytes in memory. Default 64 MiB; 0 keeps nothing. */ readonly maxMemoryBytes?: number | undefined;
      }
    | undefined;
  /** Who writes. Only with a private key. */
  readonly authors?: readonly Author[] | undefined;
  /** Organization of the repositories. Default: the client's. */
  readonly org?: string | undefined;
}

interface RepoToMount {
  readonly name: string;
  readonly readOnly: boolean;
  readonly start: RevisionName | undefined;
}

const NO_MOUNTER: KernelMounter = {
  mount: () =>
    Promise.reject(new InvalidOptionsError('A filesystem cannot be mounted at a folder in this version.')),
  isSamePlace: () => Promise.resolve(false),
};

/** Repositories as a filesystem: `mesa.fs`. */
export class FsResource {
  readonly #session: Session;
  readonly #tokens: TokensResource;

  constructor(session: Session, tokens: TokensResource) {
    this.#session = session;
    this.#tokens = tokens;
  }

  /**
   * Mounts repositories in this process: each is a directory `/<repo>`, which also answers to `/<org>/<repo>`. Nothing is made on
   * the server before the first write.
   *
   * It uses a token of its own that is good for these repositories only, and for reading only where all are read-only.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for options that make no sense.
   * @throws {NotFoundError} when a repository, bookmark or change does not exist.
   * @example
   * ```ts
   * await using fs = await mesa.fs.mount({ repos: ['demo', { name: 'site', bookmark: 'next', readOnly: true }] });
   * console.log(await fs.readdir('/site'));
   * ```
   */
  async mount(options: FsMountOptions): Promise<MesaFileSystem> {
    refuseUnknown(options);
    const org = await this.#session.resolveOrg(options.org);
    const repos = toRepos(options.repos, org);
    const now = Date.now;
    const client = this.#client(options, org, repos, now);
    const plan: MountPlan = {
      org,
      mounts: repos.map(({ name, readOnly, start }) => ({
        repo: name,
        path: `/${name}`,
        aliases: [`/${org}/${name}`],
        readOnly,
        start,
      })),
      cacheBytes: options.cache?.maxMemoryBytes ?? DEFAULT_CACHE_BYTES,
    };
    const mounted = await openMount(plan, { client, now });
    return new MesaFileSystem(new LocalFileSystem(mounted), NO_MOUNTER);
  }

  #client(
    options: FsMountOptions,
    org: string,
    repos: readonly RepoToMount[],
    now: () => number,
  ): MesaClient {
    const { ttl, authors } = options;
    if (this.#session.credential.kind === 'access-token') {
      if (ttl === undefined && authors === undefined) return this.#session.client;
      throw new InvalidOptionsError(
        '`ttl` and `authors` go into the token of a mount, and a client with an access token cannot sign one.',
      );
    }
    const scopes = repos.every(({ readOnly }) => readOnly)
      ? (['read'] as const)
      : (['read', 'write'] as const);
    const names = repos.map(({ name }) => `${org}/${name}`);
    const token = new MountToken({
      tokens: this.#tokens,
      scopes,
      repos: names,
      ttlSeconds: ttl,
      authors,
      now,
    });
    return this.#session.clientWith(token.get);
  }
}

/** Says what cannot be had here, in place of ignoring it. */
function refuseUnknown(
  options: FsMountOptions & { readonly mountPoint?: unknown; readonly layout?: unknown },
): void {
  if (options.mountPoint !== undefined) {
    throw new InvalidOptionsError(
      '`mountPoint` is not available in this version: a mount is a filesystem in this process. Use the methods of what `mesa.fs.mount` returns.',
    );
  }
  if ((options.cache as { diskCache?: unknown } | undefined)?.diskCache !== undefined) {
    throw new InvalidOptionsError(
      '`cache.diskCache` is not available in this version; `cache.maxMemoryBytes` bounds the cache in memory.',
    );
  }
  const bytes = options.cache?.maxMemoryBytes;
  if (bytes !== undefined && !(bytes >= 0)) {
    throw new InvalidOptionsError(`\`cache.maxMemoryBytes\` is ${String(bytes)}; it must be 0 or more.`);
  }
}

function toRepos(repos: FsMountOptions['repos'], org: string): RepoToMount[] {
  if (!Array.isArray(repos) || repos.length === 0) {
    throw new InvalidOptionsError('`repos` is empty; a mount has at least one repository.');
  }
  const found = (repos as readonly (string | RepoConfig)[]).map((one, index): RepoToMount => {
    const where = `repos[${index}]`;
    const config: RepoConfig = typeof one === 'string' ? { name: one } : one;
    if (typeof config?.name !== 'string' || config.name === '')
      throw new InvalidOptionsError(`\`${where}.name\` is missing.`);
    const [first = '', second] = config.name.split('/');
    if (second !== undefined && first !== org) {
      throw new InvalidOptionsError(
        `\`${where}\` is of the organization \`${first}\`; this mount is for \`${org}\`.`,
      );
    }
    const { bookmark, changeId, readOnly = false } = config;
    if (bookmark !== undefined && changeId !== undefined) {
      throw new InvalidOptionsError(
        `\`${where}\` takes at most one of \`bookmark\` and \`changeId\`; it has both.`,
      );
    }
    const start = bookmark !== undefined ? { bookmark } : changeId !== undefined ? { changeId } : undefined;
    return { name: second ?? first, readOnly, start };
  });
  const twice = found.find(({ name }, index) => found.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) throw new InvalidOptionsError(`\`repos\` has \`${twice.name}\` twice.`);
  return found;
}

import { InvalidOptionsError } from 'mesa-rest';
import type { Session } from '../core/session.js';
import type { TokensResource } from '../resources/tokens.js';
import type { MesaFileSystem } from './mesa-file-system.js';
import type { FsMountOptions } from './mount-options.js';
import { planRepos } from './mount-plan.js';
import { mountPlanned } from './mount-planned.js';

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
    refuseDiskCache(options);
    const { ttl, authors } = options;
    const org = await this.#session.resolveOrg(options.org);
    const owner = { session: this.#session, tokens: this.#tokens, ttl, authors };
    return mountPlanned(planRepos(options, org), owner, options);
  }
}

function refuseDiskCache({ cache }: FsMountOptions): void {
  if ((cache as { diskCache?: unknown } | undefined)?.diskCache === undefined) return;
  throw new InvalidOptionsError(
    '`cache.diskCache` is not available in this version; `cache.maxMemoryBytes` bounds the cache in memory.',
  );
}

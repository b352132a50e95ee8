import type { RequestOptions } from 'mesa-rest';
import type { Author } from '../../core/authors.js';
import { checkMembers } from '../../core/known-members.js';
import type { Session } from '../../core/session.js';
import type { CreatedToken, TokensResource } from '../../resources/tokens.js';
import type { MesaFileSystem } from '../mesa-file-system.js';
import type { MountOptions } from '../mount-options.js';
import { MOUNT_OPTIONS, planMounts, rightsOf } from '../mount-plan.js';
import { mountPlanned } from '../mount-planned.js';
import { checkLayout } from './check-layout.js';
import type { Layout } from './layout.js';
import { planLayout } from './plan-layout.js';

/** What `mesa.fs` takes. */
export interface FsOptions {
  /** What is where in the filesystem: absolute paths, and the repository that each of them is, made with `repo`. */
  readonly layout: Layout;
  /**
   * Life in seconds of its tokens. A mount renews its own in time, so that it lives on. Default and limit are those of
   * `tokens.create`.
   */
  readonly ttl?: number | undefined;
  /** Who writes. Only with a private key. */
  readonly authors?: readonly Author[] | undefined;
  /** Organization of the repositories. Default: the client's. */
  readonly org?: string | undefined;
}

/** A filesystem that is described and not yet made: what `mesa.fs` returns. It can be mounted any number of times. */
export class FsDefinition {
  readonly #options: FsOptions;
  readonly #session: Session;
  readonly #tokens: TokensResource;

  /** @internal `mesa.fs` makes definitions. */
  constructor(options: FsOptions, session: Session, tokens: TokensResource) {
    checkMembers('mesa.fs', options, ['layout', 'ttl', 'authors', 'org']);
    // A copy that was checked: what the caller does with the layout afterwards is not mounted.
    this.#options = { ...options, layout: checkLayout(options.layout) };
    this.#session = session;
    this.#tokens = tokens;
  }

  /** Returns the layout as plain data, which can be kept in a JSON file and given to `mesa.fs` again. */
  layout(): Layout {
    return structuredClone(this.#options.layout);
  }

  /**
   * Returns a new access token that is good for the repositories of the layout and nothing else, and for reading only where
   * all of them are `ro`: for somebody who is to mount it, and should not hold the key.
   *
   * `subPaths` and single repositories with `ro` beside others with `rw` are kept by whoever mounts, not by the token.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for a `ttl` or `authors` that cannot be, and for a client that was made with
   * an access token itself, which cannot sign.
   */
  async token(options: RequestOptions = {}): Promise<CreatedToken> {
    const { layout, ttl, authors } = this.#options;
    const org = await this.#session.resolveOrg(this.#options.org, options);
    const rights = rightsOf({ org, mounts: planLayout(layout, org) });
    return this.#tokens.create({ ...rights, ttl_seconds: ttl, authors }, options);
  }

  /**
   * Mounts the layout: its paths, and nothing else, are the filesystem. Nothing is made on the server before the first write,
   * but for `branchedFrom`, which makes its change now.
   *
   * @throws {NotFoundError} when a repository, bookmark or change does not exist.
   * @throws {KernelMountError} when it cannot be mounted at `mountPoint`.
   */
  async mount(options: MountOptions = {}): Promise<MesaFileSystem> {
    checkMembers('mount', options, MOUNT_OPTIONS);
    const { layout, ttl, authors } = this.#options;
    const org = await this.#session.resolveOrg(this.#options.org);
    const plan = planMounts(planLayout(layout, org), options, org);
    return mountPlanned(plan, { session: this.#session, tokens: this.#tokens, ttl, authors }, options);
  }
}

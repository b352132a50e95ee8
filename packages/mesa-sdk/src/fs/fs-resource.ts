import type { Session } from '../core/session.js';
import type { TokensResource } from '../resources/tokens.js';
import { FsDefinition, type FsOptions } from './layout/fs-definition.js';
import type { MesaFileSystem } from './mesa-file-system.js';
import { mount } from './mount.js';
import type { FsMountOptions } from './mount-options.js';

/** Repositories as a filesystem: `mesa.fs`. */
export interface FsResource {
  /**
   * Describes a filesystem by a layout: which repository is where, what of it, and whether it may be written. Nothing is asked
   * of the server until it is mounted.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for a layout that makes no sense, naming the path.
   * @example
   * ```ts
   * const definition = mesa.fs({ layout: { '/workspace': repo('demo', { mode: 'rw' }) }, ttl: 600 });
   * await using fs = await definition.mount();
   * await fs.writeFile('/workspace/notes.txt', 'hello\n');
   * ```
   */
  (options: FsOptions): FsDefinition;

  /**
   * Mounts repositories: each is a directory `/<repo>`, which also answers to `/<org>/<repo>`. They are seen through the methods
   * of what is returned, and with `mountPoint` by every program of this machine. Nothing is made on the server before the first
   * write.
   *
   * It uses a token of its own that is good for these repositories only, and for reading only where all are read-only.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for options that make no sense.
   * @throws {NotFoundError} when a repository, bookmark or change does not exist.
   * @throws {KernelMountError} when it cannot be mounted at `mountPoint`.
   * @example
   * ```ts
   * await using fs = await mesa.fs.mount({ repos: ['demo', { name: 'site', bookmark: 'next', readOnly: true }] });
   * console.log(await fs.readdir('/site'));
   * ```
   */
  mount(options: FsMountOptions): Promise<MesaFileSystem>;
}

/** Returns `mesa.fs` of a client. */
export function createFsResource(session: Session, tokens: TokensResource): FsResource {
  return Object.assign((options: FsOptions) => new FsDefinition(options, session, tokens), {
    mount: (options: FsMountOptions) => mount(options, session, tokens),
  });
}

import type { Author } from '../core/authors.js';
import type { KernelMountOptions } from './kernel-mounter.js';

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

/** Where files are kept from one mount to the next. */
export interface DiskCacheConfig {
  /**
   * Folder for it, which is made where it is not there. Mounts and processes of one user can share it; other users are kept
   * out. What is in it is checked when it is read, so that it may be removed or damaged at any time.
   */
  readonly path: string;
  /**
   * Bytes that it takes; what was not used for longest goes first. Default: a tenth of what is free on that disk, and 10 GiB
   * at most.
   */
  readonly maxSizeBytes?: number | undefined;
}

/** What is kept of the files that were read. */
export interface MountCacheOptions {
  /** Bytes in memory. Default 64 MiB; 0 keeps nothing. */
  readonly maxMemoryBytes?: number | undefined;
  /** Also kept on disk. Takes Node.js. Default: not. */
  readonly diskCache?: DiskCacheConfig | undefined;
}

/** Options of every mount, of repositories and of layouts. */
export interface MountOptions extends KernelMountOptions {
  /**
   * Empty folder of this machine at which any program can use the files, until the filesystem is closed. Absent: they are seen
   * through the methods of the filesystem only, until `fs.mountAt`.
   */
  readonly mountPoint?: string | undefined;
  /** What is kept of the files that were read. */
  readonly cache?: MountCacheOptions | undefined;
  /**
   * How long whoever writes waits for a server that does not answer, in milliseconds. Then the call fails with `EIO`; what was
   * written stays readable, and is stored once the server answers. Default 30,000.
   */
  readonly writeTimeoutMs?: number | undefined;
  /**
   * Where what cannot be sent is kept, so that it is there also if this process ends before the server answers: the next mount of
   * the same repository at the same bookmark or change finds it, see `fs.journal`. Default: `mesa/journal` in `$XDG_STATE_HOME`
   * or `~/.local/state` for a filesystem with a mount point, none without. False for none.
   */
  readonly journal?: { readonly path: string } | false | undefined;
  /**
   * What a program that writes through the mount point has when its `close` returns. `server`: it is stored on the server.
   * `journal`: it is in the journal on this machine's disk, survives the end of any process here, and is sent within a second,
   * many files in one request; small files are written many times faster, and a server that is away is not noticed. A file of
   * more than 8 MiB waits for the server all the same. What is refused later is kept in the journal and told by the next
   * `flush`. `fsync`, `fs.flush`, `fs.change.checkpoint` and the end of `bash.exec` wait for the server either way. Default
   * `server`.
   */
  readonly durability?: Durability | undefined;
}

/** Where what was written is once a program's `close` returns. */
export type Durability = 'server' | 'journal';

/** Options of `mesa.fs.mount`. */
export interface FsMountOptions extends MountOptions {
  /** What to mount; a text is the name of a repository. At least one. */
  readonly repos: readonly (string | RepoConfig)[];
  /**
   * Life in seconds of the token that the mount signs for itself. It is renewed in time, so that the mount lives on. Default and
   * limit are those of `tokens.create`.
   */
  readonly ttl?: number | undefined;
  /** Who writes. Only with a private key. */
  readonly authors?: readonly Author[] | undefined;
  /** Organization of the repositories. Default: the client's. */
  readonly org?: string | undefined;
}

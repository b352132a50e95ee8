/** How a filesystem is mounted, and how long the kernel may remember what it says. */
export interface MountOptions {
  /** How long a name stands for its file without being asked again; 1,000 by default, 0 asks every time. */
  readonly entryTtlMs?: number;
  /** How long attributes are shown without being asked again; 1,000 by default, 0 asks every time. */
  readonly attributesTtlMs?: number;
  /** How long a name that is not there stays so; 0 by default, so that what others make is seen at once. */
  readonly negativeTtlMs?: number;
  /** Lets other users in; false by default. */
  readonly allowOther?: boolean;
  /** The kernel checks modes and owners, as on a disk; true by default. */
  readonly defaultPermissions?: boolean;
  /** The kernel refuses every change with `EROFS`; false by default. */
  readonly readOnly?: boolean;
  /** The kernel gathers writes: faster, and durable only by `fsync`; false by default. */
  readonly writebackCache?: boolean;
  /** Cached contents are dropped only by `invalidateInode`, not when size or time look changed; false by default. */
  readonly explicitInvalidation?: boolean;
  /** First column of `df`; `mesa` by default. */
  readonly name?: string;
  /** Mounts over a folder that has something in it; false by default. */
  readonly nonEmpty?: boolean;
  /** Keeps a small shell beside the process that unmounts should it be killed; true by default. */
  readonly guard?: boolean;
  /** Told of faults of the filesystem (their callers get `EIO`); a process warning by default. */
  readonly onError?: (error: unknown) => void;
}

/** For a filesystem that is an object of the calling thread. */
export interface ObjectMountOptions extends MountOptions {
  /**
   * Where the kernel is talked to. `worker` (the default): in a thread of its own, which asks the filesystem by
   * messages and knows how to go on while this thread is blocked. `main`: in this thread, which saves the messages;
   * whatever blocks it and touches the mount then hangs for ever.
   */
  readonly thread?: 'worker' | 'main';
  /**
   * With `worker`: after so long a call that this thread has not even begun fails with `ETIMEDOUT`, which ends what
   * would be a deadlock. 10,000 by default; 0 waits for ever.
   */
  readonly blockedTimeoutMs?: number;
}

export type FilledMountOptions = Required<MountOptions>;

/** Returns the options with the defaults filled in. */
export function fillMountOptions(options: MountOptions): FilledMountOptions {
  return {
    entryTtlMs: options.entryTtlMs ?? 1000,
    attributesTtlMs: options.attributesTtlMs ?? 1000,
    negativeTtlMs: options.negativeTtlMs ?? 0,
    allowOther: options.allowOther ?? false,
    defaultPermissions: options.defaultPermissions ?? true,
    readOnly: options.readOnly ?? false,
    writebackCache: options.writebackCache ?? false,
    explicitInvalidation: options.explicitInvalidation ?? false,
    name: options.name ?? 'mesa',
    nonEmpty: options.nonEmpty ?? false,
    guard: options.guard ?? true,
    onError: options.onError ?? warn,
  };
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
}

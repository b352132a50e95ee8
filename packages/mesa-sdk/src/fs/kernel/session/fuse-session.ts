import { ERRNO, errno, errnoCodeOf } from '../errno.js';
import type { KernelFileSystem, KernelNotifier, MaybePromise } from '../kernel-file-system.js';
import { negotiate } from '../protocol/negotiate.js';
import { encodeErrorReply, encodeReply, type Lifetimes } from '../protocol/replies.js';
import { type DecodedRequest, decodeRequest, type RequestBody } from '../protocol/requests.js';
import { FORGET_ONE } from '../protocol/structs.js';
import { NodeTable } from './node-table.js';
import { type Opened, OpenFiles } from './open-files.js';
import { type Answer, OPERATIONS, type OperationName } from './operations.js';
import { PendingCall } from './pending-call.js';
import { RequestCounts } from './request-counts.js';

export interface FuseSessionOptions {
  readonly fs: KernelFileSystem;
  readonly lifetimes: Lifetimes;
  readonly writebackCache: boolean;
  readonly explicitInvalidation: boolean;
  /** Writes one whole message to the kernel, at once; throws with `code` when the kernel does not take it. */
  readonly write: (message: readonly Uint8Array[]) => void;
  /** Told of what is wrong with the filesystem or the connection, not of refusals. */
  readonly onError: (error: unknown) => void;
  readonly counts?: RequestCounts;
}

/**
 * One mount's conversation with the kernel: takes messages, asks the filesystem, writes answers. Knows nothing of
 * descriptors and threads, so that it runs in any loop and against a kernel that is played by a test.
 */
export class FuseSession {
  /** Resolves when the kernel and we agreed on the protocol; rejects when that cannot be. */
  readonly ready: Promise<{ readonly minor: number; readonly flags: number }>;

  readonly #options: FuseSessionOptions;
  readonly #nodes: NodeTable;
  readonly #open = new OpenFiles();
  readonly #pending = new Map<number, PendingCall>();
  readonly #counts: RequestCounts;
  #resolveReady!: (agreed: { minor: number; flags: number }) => void;
  #rejectReady!: (error: Error) => void;
  #isReady = false;
  #isEnded = false;

  constructor(options: FuseSessionOptions) {
    this.#options = options;
    this.#counts = options.counts ?? new RequestCounts();
    this.#nodes = new NodeTable((ino) => {
      try {
        options.fs.forget?.(ino);
      } catch (error) {
        options.onError(error);
      }
    });
    this.ready = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#rejectReady = reject;
    });
    // Whoever mounts waits for it; a session that is only driven need not.
    this.ready.catch(() => {});
  }

  /** Whether the protocol is agreed on. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** How many requests wait for their answer. */
  get pending(): number {
    return this.#pending.size;
  }

  /** How many files the kernel knows. */
  get knownFiles(): number {
    return this.#nodes.size;
  }

  /** Prepares the filesystem. Comes before the first message. */
  async start(kernel: KernelNotifier): Promise<void> {
    await this.#options.fs.init?.(kernel);
  }

  /**
   * Takes one message of the kernel. The answer is written before this returns, unless the filesystem promised one:
   * then the message's bytes must stay as they are until {@link pending} is 0 again.
   */
  handle(message: Buffer): void {
    let request: DecodedRequest;
    try {
      request = decodeRequest(message);
    } catch (error) {
      this.#options.onError(error);
      // Whoever waits for it gets an error instead of waiting for ever.
      if (message.length >= 16) this.#send(encodeErrorReply(Number(message.readBigUInt64LE(8)), ERRNO.EIO));
      return;
    }
    const { name, header, body } = request;
    this.#counts.add(header.opcode);
    switch (name) {
      case undefined:
        this.#send(encodeErrorReply(header.unique, ERRNO.ENOSYS));
        return;
      case 'FORGET':
        this.#nodes.forget(header.nodeid, (body as RequestBody<'FORGET'>).nlookup);
        return;
      case 'BATCH_FORGET':
        this.#forgetBatch(body as RequestBody<'BATCH_FORGET'>);
        return;
      case 'INTERRUPT':
        // One that is not pending was answered in the meantime: messages come in order.
        this.#pending.get((body as RequestBody<'INTERRUPT'>).unique)?.interrupt();
        return;
      case 'INIT':
        this.#init(header.unique, body as RequestBody<'INIT'>);
        return;
      case 'DESTROY':
        this.#send(encodeReply(header.unique));
        return;
      case 'RELEASE':
      case 'RELEASEDIR':
        this.#open.remove({
          ino: header.nodeid,
          handle: (body as RequestBody<'RELEASE'>).fh,
          isDirectory: name === 'RELEASEDIR',
        });
        break;
      default:
        break;
    }
    this.#operate(name, request);
  }

  /** Ends the session: waiting operations are interrupted, and the filesystem is told that the kernel is gone. */
  async end(): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#rejectReady(new Error('The connection to the kernel ended before it began.'));
    for (const call of this.#pending.values()) call.interrupt();
    await Promise.all(this.#open.takeAll().map((opened) => this.#release(opened)));
    this.#nodes.forgetAll();
    try {
      await this.#options.fs.destroy?.();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  #operate(name: OperationName, { header, body }: DecodedRequest): void {
    const { fs, lifetimes, writebackCache } = this.#options;
    if (name === 'LSEEK' && writebackCache) {
      // The kernel does not hand over what it has gathered before it asks, so the filesystem would answer for a file
      // that is behind. Refused once, the kernel takes each file for one piece of data.
      this.#refuse(header.unique, errno('ENOSYS'));
      return;
    }
    const call = new PendingCall(header);
    let answer: MaybePromise<Answer>;
    try {
      const operation = OPERATIONS[name] as (typeof OPERATIONS)['LOOKUP'];
      answer = operation(body as RequestBody<'LOOKUP'>, { fs, lifetimes, nodeid: header.nodeid, call });
    } catch (error) {
      this.#refuse(header.unique, error);
      return;
    }
    if (!(answer instanceof Promise)) {
      this.#answer(header.unique, answer);
      return;
    }
    this.#pending.set(header.unique, call);
    answer.then(
      (value) => {
        this.#pending.delete(header.unique);
        this.#answer(header.unique, value);
      },
      (error) => {
        this.#pending.delete(header.unique);
        this.#refuse(header.unique, error);
      },
    );
  }

  #answer(unique: number, { body, remembered = [], opened }: Answer): void {
    try {
      for (const entry of remembered) this.#nodes.remember(entry);
    } catch (error) {
      this.#refuse(unique, error);
      return;
    }
    if (this.#send(encodeReply(unique, ...body))) {
      if (opened !== undefined) this.#open.add(opened);
      return;
    }
    // Nobody took it: the kernel knows neither the files nor what was opened.
    for (const { attributes } of remembered) this.#nodes.forget(attributes.ino, 1);
    if (opened !== undefined) void this.#release(opened);
  }

  /** Releases in the kernel's place. */
  async #release({ ino, handle, isDirectory }: Opened): Promise<void> {
    const { fs, onError } = this.#options;
    const call = new PendingCall({ uid: 0, gid: 0, pid: 0 });
    try {
      await (isDirectory ? fs.releasedir?.(ino, handle, call) : fs.release?.(ino, handle, call));
    } catch (error) {
      onError(error);
    }
  }

  #refuse(unique: number, error: unknown): void {
    const code = errnoCodeOf(error);
    if (code === undefined) this.#options.onError(error);
    this.#send(encodeErrorReply(unique, ERRNO[code ?? 'EIO']));
  }

  /** Returns whether the kernel took a message. */
  #send(message: readonly Uint8Array[]): boolean {
    if (this.#isEnded) return false;
    try {
      this.#options.write(message);
      return true;
    } catch (error) {
      const { code } = error as { code?: unknown };
      // ENOENT: the caller is gone. The others: the connection is, and whoever reads from it hears that as well.
      if (code !== 'ENOENT' && code !== 'ENODEV' && code !== 'ECONNABORTED' && code !== 'EPERM') {
        this.#options.onError(error);
      }
      return false;
    }
  }

  #init(unique: number, kernel: RequestBody<'INIT'>): void {
    const { fs, writebackCache, explicitInvalidation } = this.#options;
    const result = negotiate(kernel, {
      writebackCache,
      explicitInvalidation,
      killsPrivileges: fs.killsPrivileges === true,
      atomicTruncation: fs.open !== undefined,
    });
    if (result === 'too-old') {
      this.#send(encodeErrorReply(unique, ERRNO.EPROTO));
      const version = `${kernel.major}.${kernel.minor}`;
      this.#rejectReady(
        new Error(`The kernel speaks FUSE ${version}; 7.31 (Linux 5.4) is the oldest that works.`),
      );
      return;
    }
    if ('again' in result) {
      this.#send(encodeReply(unique, result.again));
      return;
    }
    this.#send(encodeReply(unique, result.reply));
    this.#isReady = true;
    this.#resolveReady({ minor: result.minor, flags: result.flags });
  }

  #forgetBatch({ count, data }: RequestBody<'BATCH_FORGET'>): void {
    for (let index = 0; index < count; index += 1) {
      const { nodeid, nlookup } = FORGET_ONE.read(data, index * FORGET_ONE.size);
      this.#nodes.forget(nodeid, nlookup);
    }
  }
}

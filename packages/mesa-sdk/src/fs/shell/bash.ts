import { SessionEndedError } from '../../errors/session-ended-error.js';
import {
  checkExec,
  checkSessionExec,
  type ExecOptions,
  type FilledBashOptions,
  type SessionExecOptions,
} from './bash-options.js';
import type { ExecResult } from './exec-result.js';
import type { EngineSession, ScriptRun, ShellEngine } from './shell-engine.js';

/** What a shell needs of its filesystem. */
export interface BashHost {
  /** Starts what runs the scripts. */
  open(options: FilledBashOptions): Promise<ShellEngine>;
  /** Resolves when everything written by now is on the server. */
  flush(): Promise<void>;
}

/**
 * A shell on the files of a filesystem. Scripts are independent of each other and may run at the same time; what they wrote is
 * on the server when they have ended.
 *
 * @example
 * ```ts
 * const bash = fs.bash({ cwd: '/demo' });
 * const result = await bash.exec('grep -rn TODO src | wc -l');
 * console.log(result.text(), result.exitCode);
 * ```
 */
export class Bash implements AsyncDisposable {
  readonly #options: FilledBashOptions;
  readonly #host: BashHost;
  #engine: Promise<ShellEngine> | undefined;
  #isClosed = false;

  /** @internal `fs.bash` makes shells. */
  constructor(options: FilledBashOptions, host: BashHost) {
    this.#options = options;
    this.#host = host;
  }

  /**
   * Runs a script to its end. A script that fails is a result, not an error: look at `exitCode`.
   *
   * @throws {BashTimeoutError} `BASH_TIMEOUT` when it ran too long; the error has what was printed.
   * @throws {BashAbortedError} `ABORTED` when the signal ended it.
   * @throws {BashUnavailableError} `BASH_UNAVAILABLE` where there is no bash or no sandbox; the message says what to do.
   * @throws {FileSystemError} when what the script wrote could not be stored.
   */
  async exec(script: string, options: ExecOptions = {}): Promise<ExecResult> {
    checkExec(script, options);
    const engine = await this.#open();
    try {
      return await engine.exec(this.#runOf(script, options));
    } finally {
      await this.#host.flush();
    }
  }

  /**
   * Starts a shell that is kept open: variables, functions and the directory stay from one script to the next, and a script
   * costs no start of a process. Scripts of one session run one after the other.
   *
   * @example
   * ```ts
   * await using session = await bash.session();
   * await session.exec('cd /demo && version=$(node -p "require(\'./package.json\').version")');
   * console.log((await session.exec('echo $version')).text());
   * ```
   */
  async session(): Promise<BashSession> {
    const engine = await this.#open();
    const { env, cwd, timeoutMs } = this.#options;
    const session = await engine.session({ env, cwd, timeoutMs });
    return new BashSession(
      session,
      (script, options) => this.#runOf(script, options),
      () => this.#host.flush(),
    );
  }

  /** Kills everything that runs. Idempotent. Closing the filesystem does it too. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const engine = await this.#engine?.catch(() => undefined);
    await engine?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #runOf(script: string, options: ExecOptions): ScriptRun {
    const { env, cwd, timeoutMs } = this.#options;
    return {
      ...options,
      script,
      env: { ...env, ...options.env },
      cwd: options.cwd ?? cwd,
      timeoutMs: options.timeoutMs ?? timeoutMs,
    };
  }

  #open(): Promise<ShellEngine> {
    if (this.#isClosed) return Promise.reject(new SessionEndedError('This shell is closed.'));
    if (this.#engine === undefined) {
      const engine = this.#host.open(this.#options);
      this.#engine = engine;
      engine.catch(() => {
        if (this.#engine === engine) this.#engine = undefined;
      });
    }
    return this.#engine;
  }
}

/** A shell that is kept open, with its state. */
export class BashSession implements AsyncDisposable {
  readonly #session: EngineSession;
  readonly #toRun: (script: string, options: ExecOptions) => ScriptRun;
  readonly #flush: () => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();

  /** @internal `bash.session` makes sessions. */
  constructor(
    session: EngineSession,
    toRun: (script: string, options: ExecOptions) => ScriptRun,
    flush: () => Promise<void>,
  ) {
    this.#session = session;
    this.#toRun = toRun;
    this.#flush = flush;
  }

  /**
   * Runs a script in the shell, after those before it. What it sets stays, and so does the directory that it goes to.
   *
   * @throws {BashTimeoutError} `BASH_TIMEOUT`; the session has ended then. @throws {BashAbortedError} likewise.
   * @throws {SessionEndedError} `SESSION_ENDED` after `exit`, a timeout or an abort.
   */
  exec(script: string, options: SessionExecOptions = {}): Promise<ExecResult> {
    checkSessionExec(script, options);
    const run = this.#toRun(script, options);
    const result = this.#last.then(async () => {
      try {
        return await this.#session.exec(run);
      } finally {
        await this.#flush();
      }
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** Ends the shell and everything that it started. Idempotent. */
  close(): Promise<void> {
    return this.#session.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

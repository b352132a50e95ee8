import type { ExecOptions, FilledBashOptions } from './bash-options.js';
import type { ExecResult } from './exec-result.js';

/** A script to run, with the options of the shell filled in. */
export interface ScriptRun extends ExecOptions {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** 0 means no limit. */
  readonly timeoutMs: number;
}

/** How a session begins. */
export type SessionStart = Pick<ScriptRun, 'env' | 'cwd' | 'timeoutMs'>;

/** A shell that is kept open. */
export interface EngineSession {
  exec(run: ScriptRun): Promise<ExecResult>;
  close(): Promise<void>;
}

/** What runs scripts on a filesystem. */
export interface ShellEngine {
  /**
   * @throws {BashTimeoutError} `BASH_TIMEOUT`, with what was printed.
   * @throws {BashAbortedError} `ABORTED`, with what was printed.
   */
  exec(run: ScriptRun): Promise<ExecResult>;
  /** Starts a shell that keeps its state from one script to the next. */
  session(start: SessionStart): Promise<EngineSession>;
  /** Kills everything that runs. */
  close(): Promise<void>;
}

/** A mount to open the bash of this machine on. */
export interface ShellRequest {
  readonly mountPoint: string;
  /** Where only programs in namespaces see the mount: a process in them. */
  readonly namespacePid?: number | undefined;
  /** Names at the root of the filesystem that scripts are to see. */
  readonly names: readonly string[];
  /** Further names, which are left out where the sandbox has something else of that name. */
  readonly aliases: readonly string[];
  readonly options: FilledBashOptions;
}

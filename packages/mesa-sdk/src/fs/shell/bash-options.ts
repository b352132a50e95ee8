import { InvalidOptionsError } from 'mesa-rest';
import { checkList, checkMembers, typeName } from '../../core/known-members.js';

const DEFAULT_TIMEOUT_MS = 30_000; // 30 seconds
const DEFAULT_OUTPUT_BYTES = 10 * 1024 * 1024; // 10 MiB
/** The longest that a timer can wait. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
const ENGINES: readonly BashEngine[] = ['real', 'virtual'];
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Variables that bash does not let anybody set. */
const READ_ONLY: ReadonlySet<string> = new Set([
  'BASHOPTS',
  'BASH_VERSINFO',
  'EUID',
  'PPID',
  'SHELLOPTS',
  'UID',
]);

/** What runs scripts: the bash of this machine on a mount, or an interpreter in this process. */
export type BashEngine = 'real' | 'virtual';

/** What of this machine a script may use, beyond the mounted repositories and the programs of the system. */
export interface BashAllowances {
  /** The network of this machine, its loopback included. Default false: there is none. */
  readonly network?: boolean | undefined;
  /** Absolute paths of this machine that can be read, at the same place. */
  readonly readOnlyPaths?: readonly string[] | undefined;
  /** Absolute paths of this machine that can be read and written, at the same place. */
  readonly readWritePaths?: readonly string[] | undefined;
}

/** Options of `fs.bash`. */
export interface BashOptions {
  /** Variables of the environment, beside PATH, HOME, LANG, USER and TERM. Nothing of this process's own environment is passed on. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Directory that scripts start in. Default `/`, in which every repository is a directory. */
  readonly cwd?: string | undefined;
  /** How long a script may run, in milliseconds. Default 30,000; 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  /** Bytes of each of stdout and stderr that a result holds. Default 10 MiB; what comes beyond is dropped and said so. */
  readonly maxOutputBytes?: number | undefined;
  /** Whether scripts see the repositories, the system's programs and nothing else. Default true. */
  readonly sandbox?: boolean | undefined;
  /** What the sandbox lets in besides. */
  readonly allow?: BashAllowances | undefined;
  /**
   * `real` runs the bash of this machine on a mount. `virtual` runs the interpreter `just-bash`, a package to be installed
   * beside this one, on the filesystem itself: anywhere, also without mounts, but with its own versions of programs.
   * Default `real`.
   */
  readonly engine?: BashEngine | undefined;
  /** Further options for `just-bash`, with the engine `virtual` only: `executionLimits`, `network`, `customCommands`, … */
  readonly virtual?: Readonly<Record<string, unknown>> | undefined;
}

/** Options of one script. */
export interface ExecOptions {
  /** What the script reads from stdin. Default nothing. */
  readonly stdin?: string | Uint8Array | undefined;
  /** Ends the script: everything it started is killed. */
  readonly signal?: AbortSignal | undefined;
  /** Told of the output while it comes, all of it. */
  readonly onStdout?: ((bytes: Uint8Array) => void) | undefined;
  readonly onStderr?: ((bytes: Uint8Array) => void) | undefined;
  /** Further variables, for this script. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Directory for this script. */
  readonly cwd?: string | undefined;
  /** Limit for this script. */
  readonly timeoutMs?: number | undefined;
}

/** Options of one script of a session, which has its directory, its variables and no stdin of its own. */
export type SessionExecOptions = Pick<ExecOptions, 'signal' | 'onStdout' | 'onStderr' | 'timeoutMs'>;

/** Options with all defaults filled in. */
export interface FilledBashOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  readonly sandbox: boolean;
  readonly allow: {
    readonly network: boolean;
    readonly readOnlyPaths: readonly string[];
    readonly readWritePaths: readonly string[];
  };
  readonly engine: BashEngine;
  readonly virtual: Readonly<Record<string, unknown>>;
}

/**
 * Checks options and fills in the defaults.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`, naming the option.
 */
export function fillBashOptions(options: BashOptions): FilledBashOptions {
  checkMembers('fs.bash', options, [
    'env',
    'cwd',
    'timeoutMs',
    'maxOutputBytes',
    'sandbox',
    'allow',
    'engine',
    'virtual',
  ]);
  const { env = {}, cwd = '/', sandbox = true, allow = {}, engine = 'real', virtual = {} } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, maxOutputBytes = DEFAULT_OUTPUT_BYTES } = options;
  checkEnvironment(env);
  checkDirectory(cwd);
  checkTimeout(timeoutMs);
  if (!Number.isSafeInteger(maxOutputBytes) || maxOutputBytes < 0)
    throw new InvalidOptionsError('`maxOutputBytes` must be a whole number, 0 or more.');
  if (typeof sandbox !== 'boolean') throw new InvalidOptionsError('`sandbox` must be true or false.');
  if (!ENGINES.includes(engine))
    throw new InvalidOptionsError(`\`engine\` must be one of ${ENGINES.join(', ')}.`);
  checkMembers('`allow`', allow, ['network', 'readOnlyPaths', 'readWritePaths']);
  const { network = false, readOnlyPaths = [], readWritePaths = [] } = allow;
  if (typeof network !== 'boolean') throw new InvalidOptionsError('`allow.network` must be true or false.');
  checkPaths('`allow.readOnlyPaths`', readOnlyPaths);
  checkPaths('`allow.readWritePaths`', readWritePaths);
  if (engine === 'real' && Object.keys(virtual).length > 0)
    throw new InvalidOptionsError("`virtual` is for the engine 'virtual' only.");
  return {
    env,
    cwd,
    timeoutMs,
    maxOutputBytes,
    sandbox,
    allow: { network, readOnlyPaths, readWritePaths },
    engine,
    virtual,
  };
}

/**
 * Checks a script and its options.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`, naming what is wrong.
 */
export function checkExec(script: string, options: ExecOptions): void {
  checkScript(script);
  checkMembers('exec', options, ['stdin', 'signal', 'onStdout', 'onStderr', 'env', 'cwd', 'timeoutMs']);
  if (options.env !== undefined) checkEnvironment(options.env);
  if (options.cwd !== undefined) checkDirectory(options.cwd);
  if (options.timeoutMs !== undefined) checkTimeout(options.timeoutMs);
}

/**
 * Checks a script of a session.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`, naming what is wrong.
 */
export function checkSessionExec(script: string, options: SessionExecOptions): void {
  checkScript(script);
  checkMembers('exec of a session', options, ['signal', 'onStdout', 'onStderr', 'timeoutMs']);
  if (options.timeoutMs !== undefined) checkTimeout(options.timeoutMs);
}

function checkScript(script: string): void {
  if (typeof script !== 'string')
    throw new InvalidOptionsError(`exec takes a script as text, not ${typeName(script)}.`);
  if (script.includes('\0')) throw new InvalidOptionsError('The script has a NUL, which bash cannot take.');
}

function checkEnvironment(env: Readonly<Record<string, string>>): void {
  if (typeof env !== 'object' || env === null)
    throw new InvalidOptionsError('`env` must be an object of texts.');
  for (const [name, value] of Object.entries(env)) {
    if (!VARIABLE.test(name))
      throw new InvalidOptionsError(`\`env\` has ${JSON.stringify(name)}, which is no name of a variable.`);
    if (READ_ONLY.has(name)) throw new InvalidOptionsError(`\`env\` has ${name}, which bash sets itself.`);
    if (typeof value !== 'string' || value.includes('\0'))
      throw new InvalidOptionsError(`\`env.${name}\` must be a text without NUL.`);
  }
}

function checkDirectory(cwd: string): void {
  if (typeof cwd !== 'string' || !cwd.startsWith('/') || cwd.includes('\0'))
    throw new InvalidOptionsError(
      '`cwd` must be an absolute path in the filesystem, such as `/my-repo/src`.',
    );
}

function checkTimeout(timeoutMs: number): void {
  if (!Number.isFinite(timeoutMs) || timeoutMs < 0 || timeoutMs > MAX_TIMEOUT_MS)
    throw new InvalidOptionsError(
      `\`timeoutMs\` must be a number from 0, which means no limit, to ${MAX_TIMEOUT_MS}.`,
    );
}

function checkPaths(what: string, paths: readonly string[]): void {
  checkList(what, paths);
  const wrong = paths.find(
    (path) => typeof path !== 'string' || !path.startsWith('/') || path.includes('\0'),
  );
  if (wrong !== undefined) throw new InvalidOptionsError(`${what} has a path that is not absolute.`);
}

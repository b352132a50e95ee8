import { BashAbortedError } from '../../errors/bash-aborted-error.js';
import { BashTimeoutError } from '../../errors/bash-timeout-error.js';
import type { FilledBashOptions } from './bash-options.js';
import { ExecResult } from './exec-result.js';
import { OutputBuffer } from './output-buffer.js';
import type { EngineSession, ScriptRun, SessionStart, ShellEngine } from './shell-engine.js';

/** What is used of `just-bash`, of the major versions 2 and 3. */
interface VirtualBash {
  exec(
    script: string,
    options: { env?: Record<string, string>; cwd?: string; signal?: AbortSignal; stdin?: string },
  ): Promise<{ stdout: string; stderr: string; exitCode: number; env?: Record<string, string> }>;
}

interface JustBash {
  readonly Bash: new (options: Record<string, unknown>) => VirtualBash;
}

const NOTHING = { stdout: new Uint8Array(), stderr: new Uint8Array() };

/**
 * Opens the interpreter `just-bash` on a filesystem.
 *
 * @throws {BashUnavailableError} `BASH_UNAVAILABLE` when the package is not installed.
 */
export async function openVirtualEngine(fs: object, options: FilledBashOptions): Promise<ShellEngine> {
  const { loadJustBash } = await import('#node-side');
  const { Bash } = (await loadJustBash()) as JustBash;
  const { env, cwd, virtual, maxOutputBytes } = options;
  const create = (): VirtualBash => new Bash({ ...virtual, fs, cwd, env: { ...env } });
  const exec = (bash: VirtualBash, run: ScriptRun): Promise<ExecResult> => runIn(bash, run, maxOutputBytes);
  return {
    exec: (run) => exec(create(), run),
    session: async (start) => virtualSession(create(), start, exec),
    async close() {},
  };
}

/** A script sees the variables and the directory that the one before left. */
function virtualSession(
  bash: VirtualBash,
  start: SessionStart,
  exec: (bash: VirtualBash, run: ScriptRun) => Promise<ExecResult>,
): EngineSession {
  let kept = start.env;
  let directory = start.cwd;
  const remembering: VirtualBash = {
    async exec(script, options) {
      const result = await bash.exec(script, options);
      kept = result.env ?? kept;
      directory = result.env?.PWD ?? directory;
      return result;
    },
  };
  return {
    exec: (run) => exec(remembering, { ...run, env: kept, cwd: directory }),
    async close() {},
  };
}

async function runIn(bash: VirtualBash, run: ScriptRun, maxOutputBytes: number): Promise<ExecResult> {
  const { script, env, cwd, timeoutMs, signal, stdin, onStdout, onStderr } = run;
  const ending = new AbortController();
  const end = (): void => ending.abort();
  if (signal?.aborted) throw aborted(signal);
  signal?.addEventListener('abort', end, { once: true });
  let isTimeout = false;
  const timer =
    timeoutMs === 0
      ? undefined
      : setTimeout(() => {
          isTimeout = true;
          end();
        }, timeoutMs);
  // An interpreter that does not look at the signal is left behind; it has nothing to hold on to but its own thread's time.
  const ended = new Promise<never>((_resolve, reject) => {
    ending.signal.addEventListener('abort', () => reject(endingError()), { once: true });
  });
  const endingError = (): Error => (isTimeout ? new BashTimeoutError(timeoutMs, NOTHING) : aborted(signal));
  try {
    const input = stdin === undefined ? {} : { stdin: typeof stdin === 'string' ? stdin : latin1(stdin) };
    const running = bash.exec(script, { env: { ...env }, cwd, signal: ending.signal, ...input });
    const result = await Promise.race([running, ended]);
    if (ending.signal.aborted) throw endingError();
    const stdout = new OutputBuffer(maxOutputBytes);
    const stderr = new OutputBuffer(maxOutputBytes);
    const out = toBytes(result.stdout);
    const err = toBytes(result.stderr);
    if (out.length > 0) onStdout?.(out);
    if (err.length > 0) onStderr?.(err);
    stdout.add(out);
    stderr.add(err);
    return new ExecResult({
      stdout: stdout.take(),
      stderr: stderr.take(),
      exitCode: result.exitCode,
      truncated: { stdout: stdout.isTruncated, stderr: stderr.isTruncated },
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

function aborted(signal: AbortSignal | undefined): BashAbortedError {
  return new BashAbortedError('The script was ended by its signal.', NOTHING, { cause: signal?.reason });
}

/** The interpreter hands bytes on as a text with one letter for each, and a text as it is. */
function toBytes(text: string): Uint8Array {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) return new TextEncoder().encode(text);
  }
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return isUtf8(bytes) ? bytes : new TextEncoder().encode(text);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

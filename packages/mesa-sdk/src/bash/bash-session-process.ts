import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { SessionEndedError } from '../errors/session-ended-error.js';
import { ExecResult } from '../fs/shell/exec-result.js';
import { OutputBuffer } from '../fs/shell/output-buffer.js';
import type { EngineSession, ScriptRun } from '../fs/shell/shell-engine.js';
import { EndMarker } from './end-marker.js';
import { exitCodeOf } from './exit-code.js';
import type { Launch } from './launch.js';
import { notInstalled, sandboxFailed } from './sandbox-failed.js';
import { ScriptEnd } from './script-end.js';
import { type StartedProcess, startProcess } from './start-process.js';

/** How long a shell that has ended may still have something to say. */
const LATE_OUTPUT_MS = 100;

/**
 * Returns the program of the shell: it takes a token and a script from a descriptor, each ended by NUL, runs the script, and
 * ends both outputs with the token. The descriptors are out of the way of those that scripts use, and not open in them.
 */
function loop(fd: number): string {
  return `exec 60<&${fd} ${fd}<&- 61>&1 62>&2
while IFS= builtin read -r -d '' __mesa_token <&60 && IFS= builtin read -r -d '' __mesa_script <&60; do
  builtin eval "$__mesa_script" </dev/null >&61 2>&62 60<&- 61>&- 62>&-
  builtin printf '\\0%s\\0%d\\0' "$__mesa_token" "$?" >&61
  builtin printf '\\0%s\\0\\0' "$__mesa_token" >&62
done`;
}

/** A bash that is kept open. */
export class BashSessionProcess implements EngineSession {
  readonly #child: StartedProcess;
  readonly #maxOutputBytes: number;
  #ended: SessionEndedError | undefined;
  #exitCode: number | undefined;
  #onExit: () => void = () => {};

  private constructor(child: StartedProcess, maxOutputBytes: number) {
    this.#child = child;
    this.#maxOutputBytes = maxOutputBytes;
    const onExit = (code: number): void => {
      this.#exitCode = code;
      this.#end('its shell has exited');
      this.#onExit();
    };
    child.exited.then(
      (exit) => onExit(exitCodeOf(exit)),
      () => onExit(127),
    );
  }

  /** Starts it and waits until it takes scripts. @throws {BashUnavailableError} `BASH_UNAVAILABLE`. */
  static async start(
    launch: Launch,
    begin: string,
    limits: { readonly timeoutMs: number; readonly maxOutputBytes: number },
  ): Promise<BashSessionProcess> {
    const child = startProcess({
      file: launch.file,
      args: [...launch.args, '--norc', '--noprofile', '-c', loop(3 + launch.more.length), 'bash'],
      env: launch.env,
      more: [...launch.more, null],
    });
    child.stdin.end();
    const session = new BashSessionProcess(child, limits.maxOutputBytes);
    let written = '';
    for (const stream of child.written) {
      stream.on('data', (chunk: Buffer) => {
        written += chunk.toString();
      });
      stream.resume();
    }
    const first = await session
      .exec({ script: begin, env: {}, cwd: '', timeoutMs: limits.timeoutMs })
      .catch(async (error: unknown) => {
        await child.exited.catch((reason: unknown) => {
          throw notInstalled(launch.file, reason);
        });
        throw error;
      });
    if (session.#ended !== undefined) {
      const closed = child.written.map((stream) => stream.closed || once(stream, 'close'));
      await Promise.race([Promise.all(closed), delay(LATE_OUTPUT_MS)]);
      if (!launch.hasBegun(written)) throw sandboxFailed(first.errorText());
      throw new SessionEndedError(`The session could not begin: ${first.errorText().trim()}`);
    }
    return session;
  }

  async exec(run: ScriptRun): Promise<ExecResult> {
    if (this.#ended !== undefined) throw this.#ended;
    const { script, signal, timeoutMs, onStdout, onStderr } = run;
    const child = this.#child;
    const token = randomBytes(16).toString('hex');
    const stdout = new OutputBuffer(this.#maxOutputBytes);
    const stderr = new OutputBuffer(this.#maxOutputBytes);
    const end = new ScriptEnd({ signal, timeoutMs }, () => {
      this.#end('its last script was ended before its time');
      child.kill();
    });
    const marked = [
      untilMarked(child.stdout, token, (bytes) => {
        stdout.add(bytes);
        if (bytes.length > 0) onStdout?.(bytes);
      }),
      untilMarked(child.stderr, token, (bytes) => {
        stderr.add(bytes);
        if (bytes.length > 0) onStderr?.(bytes);
      }),
    ];
    const printed = Promise.all(marked.map(({ done }) => done));
    const exited = new Promise<void>((resolve) => {
      this.#onExit = resolve;
      if (this.#exitCode !== undefined) resolve();
    });
    child.open[0]?.write(`${token}\0${script}\0`);
    let status: string | undefined;
    try {
      const first = await Promise.race([printed, exited]);
      // A shell that has ended may still have something to say, and its outputs end without a marker.
      if (first === undefined) await Promise.race([printed, delay(LATE_OUTPUT_MS)]);
      status = first?.[0];
      if (status === undefined) await exited;
    } finally {
      for (const { stop } of marked) stop();
      end.stop();
    }
    const output = { stdout: stdout.take(), stderr: stderr.take() };
    end.settle(output);
    const truncated = { stdout: stdout.isTruncated, stderr: stderr.isTruncated };
    const exitCode = status === undefined ? (this.#exitCode ?? 0) : Number(status);
    return new ExecResult({ ...output, exitCode, truncated });
  }

  #end(why: string): void {
    this.#ended ??= new SessionEndedError(`This session has ended: ${why}. Start another one.`);
  }

  async close(): Promise<void> {
    this.#end('it was closed');
    this.#child.discard();
    await this.#child.exited.catch(() => {});
  }
}

/** Hands on what comes before the marker. `done` resolves with the marker's text, or with nothing at the end of the stream. */
function untilMarked(
  stream: Readable,
  token: string,
  take: (bytes: Uint8Array) => void,
): { readonly done: Promise<string | undefined>; readonly stop: () => void } {
  const marker = new EndMarker(token);
  let stop = (): void => {};
  const done = new Promise<string | undefined>((resolve) => {
    const onData = (chunk: Buffer): void => {
      const { output, marked } = marker.add(chunk);
      take(output);
      if (marked === undefined) return;
      stop();
      resolve(marked);
    };
    const onClose = (): void => {
      take(marker.rest());
      resolve(undefined);
    };
    stop = () => {
      stream.off('data', onData);
      stream.off('close', onClose);
      // What jobs in the background print meanwhile is for the next script.
      stream.pause();
    };
    stream.on('data', onData);
    stream.once('close', onClose);
    stream.resume();
  });
  return { done, stop: () => stop() };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

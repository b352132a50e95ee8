import type { Readable } from 'node:stream';
import type { ExecOptions } from '../fs/shell/bash-options.js';
import { ExecResult } from '../fs/shell/exec-result.js';
import { OutputBuffer } from '../fs/shell/output-buffer.js';
import { exitCodeOf } from './exit-code.js';
import { ScriptEnd } from './script-end.js';
import type { StartedProcess } from './start-process.js';

/** How long output may come after the end of a script, from what it left running. */
const LATE_OUTPUT_MS = 100;

/** What a program that was started is watched for. */
export interface RunRequest extends Pick<ExecOptions, 'stdin' | 'signal' | 'onStdout' | 'onStderr'> {
  /** 0 means no limit. */
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
}

/** A program that runs. */
export interface RunningProcess {
  /** How it ended, and what it wrote to its descriptors from 3 on. @throws {BashTimeoutError} @throws {BashAbortedError} */
  readonly ended: Promise<{ readonly result: ExecResult; readonly written: string }>;
  /** Kills it and what it started. */
  abort(why: string): void;
}

/** Gives a program that was started its stdin, and sees it to its end. */
export function runToEnd(
  child: StartedProcess,
  { stdin, signal, onStdout, onStderr, timeoutMs, maxOutputBytes }: RunRequest,
): RunningProcess {
  const end = new ScriptEnd({ signal, timeoutMs }, child.kill);
  const stdout = new OutputBuffer(maxOutputBytes);
  const stderr = new OutputBuffer(maxOutputBytes);
  const written: string[] = [];
  const streams = [
    collect(child.stdout, (bytes) => {
      stdout.add(bytes);
      onStdout?.(bytes);
    }),
    collect(child.stderr, (bytes) => {
      stderr.add(bytes);
      onStderr?.(bytes);
    }),
    ...child.written.map((stream) => collect(stream, (bytes) => written.push(Buffer.from(bytes).toString()))),
  ];
  child.stdin.end(stdin);
  const work = async (): Promise<{ result: ExecResult; written: string }> => {
    try {
      const exit = await child.exited;
      await Promise.race([Promise.all(streams), delay(LATE_OUTPUT_MS)]);
      const output = { stdout: stdout.take(), stderr: stderr.take() };
      end.settle(output);
      const truncated = { stdout: stdout.isTruncated, stderr: stderr.isTruncated };
      const result = new ExecResult({ ...output, exitCode: exitCodeOf(exit), truncated });
      return { result, written: written.join('') };
    } finally {
      end.stop();
      // What the script left running goes with it, or would keep its output open.
      child.discard();
    }
  };
  return { ended: work(), abort: (why) => end.abort(why) };
}

function collect(stream: Readable, take: (bytes: Uint8Array) => void): Promise<void> {
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => take(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)));
    stream.on('error', () => {});
    stream.once('close', () => resolve());
    stream.resume();
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What a script printed, and how it ended. A script that fails is a result like any other. */
export class ExecResult {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** 0 for success; 128 and the number of the signal for a script that one ended. */
  readonly exitCode: number;
  /** Whether output was dropped, because there was more than `maxOutputBytes`. What is kept ends with a line that says so. */
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };

  constructor({
    stdout,
    stderr,
    exitCode,
    truncated,
  }: {
    stdout: Uint8Array;
    stderr: Uint8Array;
    exitCode: number;
    truncated: { readonly stdout: boolean; readonly stderr: boolean };
  }) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.exitCode = exitCode;
    this.truncated = truncated;
  }

  /** Returns stdout as text; bytes that are no UTF-8 are shown as U+FFFD. */
  text(): string {
    return new TextDecoder().decode(this.stdout);
  }

  /** Returns stderr as text. */
  errorText(): string {
    return new TextDecoder().decode(this.stderr);
  }
}

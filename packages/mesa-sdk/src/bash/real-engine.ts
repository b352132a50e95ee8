import type { ExecResult } from '../fs/shell/exec-result.js';
import type { ScriptRun, SessionStart, ShellEngine, ShellRequest } from '../fs/shell/shell-engine.js';
import { BashSessionProcess } from './bash-session-process.js';
import { directLauncher } from './direct-launcher.js';
import type { Launch, Launcher } from './launch.js';
import { type RunningProcess, runToEnd } from './run-to-end.js';
import { notInstalled, sandboxFailed } from './sandbox-failed.js';
import { sandboxLauncher } from './sandbox-launcher.js';
import { awaitingScript, scriptText } from './script-text.js';
import { type StartedProcess, startProcess } from './start-process.js';

/** Opens the bash of this machine on a mount. @throws {BashUnavailableError} `BASH_UNAVAILABLE`. */
export function openRealEngine(request: ShellRequest): ShellEngine {
  const { mountPoint, options } = request;
  const launcher = options.sandbox ? sandboxLauncher(request) : directLauncher(mountPoint);
  return new RealEngine(launcher, options.maxOutputBytes);
}

interface WaitingBash {
  readonly launch: Launch;
  readonly child: StartedProcess;
}

class RealEngine implements ShellEngine {
  readonly #launcher: Launcher;
  readonly #maxOutputBytes: number;
  readonly #running = new Set<RunningProcess>();
  readonly #sessions = new Set<BashSessionProcess>();
  /** A bash that waits for the next script. */
  #spare: WaitingBash | undefined;
  #isClosed = false;

  constructor(launcher: Launcher, maxOutputBytes: number) {
    this.#launcher = launcher;
    this.#maxOutputBytes = maxOutputBytes;
  }

  async exec(run: ScriptRun): Promise<ExecResult> {
    const { launch, child } = this.#spare ?? this.#startWaiting();
    // The next one is made while this one runs: making a sandbox takes longer than most scripts.
    this.#spare = this.#startWaiting();
    const directory = this.#launcher.toDirectory(run.cwd);
    child.open[0]?.end(scriptText(run.script, directory, run.env));
    const running = runToEnd(child, { ...run, maxOutputBytes: this.#maxOutputBytes });
    this.#running.add(running);
    try {
      const { result, written } = await running.ended;
      if (!launch.hasBegun(written)) throw sandboxFailed(result.errorText());
      return result;
    } catch (error) {
      throw notInstalled(launch.file, error);
    } finally {
      this.#running.delete(running);
    }
  }

  async session({ env, cwd, timeoutMs }: SessionStart): Promise<BashSessionProcess> {
    const session = await BashSessionProcess.start(
      this.#launcher.launch(),
      scriptText('', this.#launcher.toDirectory(cwd), env),
      { timeoutMs, maxOutputBytes: this.#maxOutputBytes },
    );
    this.#sessions.add(session);
    return session;
  }

  /** Starts a bash that waits for its script. */
  #startWaiting(): WaitingBash {
    const launch = this.#launcher.launch();
    const { file, env, more } = launch;
    const args = [...launch.args, ...awaitingScript(3 + more.length)];
    return { launch, child: startProcess({ file, args, env, more: [...more, null] }) };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#spare?.child.discard();
    this.#spare = undefined;
    for (const running of this.#running) running.abort('The shell was closed while the script ran.');
    await Promise.all([...this.#sessions].map((session) => session.close()));
    await Promise.allSettled([...this.#running].map(({ ended }) => ended));
    this.#launcher.close();
  }
}

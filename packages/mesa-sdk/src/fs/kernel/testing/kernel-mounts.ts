import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findFuseMount } from '../dev-fuse/mount-table.js';
import type * as kernel from '../index.js';
import { type CompiledKernel, compileKernel } from './compiled-kernel.js';
import type * as memory from './memory-file-system.js';

/**
 * Where a filesystem under test lives: in a worker that only answers, in one that also waits for other things, in the
 * test's thread with a worker between, or without.
 */
export type Variant = 'module' | 'turns' | 'worker' | 'main';
export const VARIANTS: readonly Variant[] = ['module', 'turns', 'worker', 'main'];

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** No test's mount lives longer, whoever hangs in it. */
const WATCHDOG_SECONDS = 120;
/**
 * Ends mounts that a line of the mount table tells of. The kernel gives numbers of connections again, so that the line is looked
 * up when it is time.
 */
const END = `unshare --mount sh -c 'mount -t fusectl none /sys/fs/fuse/connections
echo 1 > "/sys/fs/fuse/connections/\${0#0:}/abort"' "$device"
umount -i -c -l -- "$path"`;
/** Argument: what the line of the mount holds. */
const WATCHDOG = `left=${WATCHDOG_SECONDS}
while [ $left -gt 0 ]; do
  grep -qF "$1" /proc/self/mountinfo || exit 0
  sleep 1
  left=$((left - 1))
done
grep -F "$1" /proc/self/mountinfo | while read -r _ _ device _ path _; do ${END}; done`;
/** Arguments: the test's process, which may be killed with mounts that have no guard, and the folder that all of them are in. */
const JANITOR = `while kill -0 "$1"; do sleep 1; done
grep -F " $2/" /proc/self/mountinfo | while read -r _ _ device _ path _; do ${END}; done`;

/** Real mounts for one test file: each on a fresh folder, with a watchdog, and cleaned up whatever happens. */
export class KernelMounts {
  readonly compiled: CompiledKernel;
  readonly kernel: typeof kernel;
  readonly memory: typeof memory;
  /** In which all folders are. Other users may look for theirs. */
  readonly #base = mkdtempSync(join(tmpdir(), 'mesa-kernel-'));
  readonly #janitor: ChildProcess;
  readonly #folders: string[] = [];
  readonly #mounts: kernel.FuseMount[] = [];

  private constructor(compiled: CompiledKernel, loaded: typeof kernel, loadedMemory: typeof memory) {
    this.compiled = compiled;
    this.kernel = loaded;
    this.memory = loadedMemory;
    chmodSync(this.#base, 0o755);
    this.#janitor = startScript(JANITOR, `${process.pid}`, this.#base);
  }

  /** @throws Error that says what to install or allow, where nothing can be mounted. */
  static async create(): Promise<KernelMounts> {
    const compiled = compileKernel();
    const mounts = new KernelMounts(compiled, await compiled.load(), await compiled.loadMemory());
    const blockers = mounts.kernel.mountBlockers();
    if (blockers.length > 0) {
      const text = blockers.map(({ problem, remedy }) => `${problem} ${remedy}`).join(' ');
      throw new Error(`These tests mount filesystems, which is not possible here. ${text}`);
    }
    return mounts;
  }

  /** Returns a fresh folder. */
  folder(): string {
    const folder = mkdtempSync(join(this.#base, 'folder-'));
    this.#folders.push(folder);
    return folder;
  }

  /** Mounts a filesystem in memory. */
  async mount(variant: Variant, options: kernel.MountOptions = {}): Promise<kernel.FuseMount> {
    switch (variant) {
      case 'module':
        return this.mountModule('memory-file-system', {}, options);
      case 'turns':
        return this.mountModule('waiting-file-system', { data: {} }, options);
      default:
        return this.mountObject(new this.memory.MemoryFileSystem(), { thread: variant, ...options });
    }
  }

  /** Mounts what a module of `testing/` makes. */
  async mountModule(
    name: 'memory-file-system' | 'waiting-file-system',
    given: Omit<kernel.FileSystemModule, 'url'>,
    options: kernel.MountOptions = {},
  ): Promise<kernel.FuseMount> {
    const url = pathToFileURL(this.compiled.path(`testing/${name}.module.js`));
    return this.#watch(await this.kernel.mountFuseModule({ url, ...given }, this.folder(), options));
  }

  /** Mounts a filesystem of the test's own. */
  async mountObject(
    fs: kernel.KernelFileSystem,
    options: kernel.ObjectMountOptions = {},
  ): Promise<kernel.FuseMount> {
    return this.#watch(await this.kernel.mountFuse(fs, this.folder(), options));
  }

  /** Mounts a filesystem in memory through libfuse, in a process of its own. */
  async mountLibfuse(options: kernel.MountOptions = {}): Promise<kernel.FuseMount> {
    const url = pathToFileURL(this.compiled.path('testing/memory-file-system.module.js'));
    return this.#watch(await this.kernel.mountLibfuseModule({ url }, this.folder(), options));
  }

  /** Mounts a filesystem of the test's own through libfuse. */
  async mountLibfuseObject(
    fs: kernel.KernelFileSystem,
    options: kernel.ObjectMountOptions = {},
  ): Promise<kernel.FuseMount> {
    return this.#watch(await this.kernel.mountLibfuse(fs, this.folder(), options));
  }

  /** Takes away what a test has left, which is one that failed. */
  async unmountAll(): Promise<void> {
    for (const mount of this.#mounts.splice(0)) await mount.unmount({ force: true });
  }

  async close(): Promise<void> {
    await this.unmountAll();
    for (const folder of this.#folders) {
      await this.kernel.unmountPath(folder, { force: true });
      rmSync(folder, { recursive: true, force: true });
    }
    rmSync(this.#base, { recursive: true, force: true });
    endGroup(this.#janitor);
    this.compiled.remove();
  }

  #watch(mount: kernel.FuseMount): kernel.FuseMount {
    this.#mounts.push(mount);
    const entry = findFuseMount(mount.mountPoint);
    if (entry === undefined) return mount;
    const watchdog = startScript(WATCHDOG, ` 0:${entry.minor} / ${entry.escapedPath} `);
    void mount.closed.finally(() => endGroup(watchdog));
    return mount;
  }
}

/** Runs a script that outlives this process. */
function startScript(script: string, ...args: readonly string[]): ChildProcess {
  const options = { cwd: '/', stdio: 'ignore', detached: true } as const;
  const child = spawn('sh', ['-c', script, 'mesa-test-mounts', ...args], options);
  child.unref();
  return child;
}

/** Ends a process that leads a group, with what it waits for. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself: its mount is gone.
  }
}

/** Runs a program, away from the mount unless it goes there itself; killed when it takes too long. */
export function run(program: string, args: readonly string[], timeoutMs = 60_000): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: '/', timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 1 << 28 } as const;
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, stdout, stderr: code === 0 ? stderr : `${stderr}${error?.signal ?? ''}` });
    });
  });
}

/** Runs a script of bash in a folder, as a program that knows nothing of us; fails with what it said. */
export async function bash(folder: string, script: string, timeoutMs?: number): Promise<string> {
  const args = ['--norc', '--noprofile', '-c', `cd -- "$0" && { set -euo pipefail; ${script}\n}`, folder];
  const { code, stdout, stderr } = await run('bash', args, timeoutMs);
  if (code !== 0) throw new Error(`bash ended with ${code}: ${stderr}\n${stdout}`);
  return stdout;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { type FsArena, openFsArena } from './fs-arena.js';
import { benchMountRepo } from './mount-repo.js';
import { printRequests } from './print-requests.js';
import { benchReadFiles } from './read-files.js';
import { benchShell } from './shell.js';
import { benchDurableWrite, benchWriteFiles } from './write-files.js';

/** Set in the processes that measure, to where their programs run. */
const PLACEMENT = 'MESA_BENCH_PLACEMENT';

/**
 * The filesystem through the kernel, twice: with everything on one core, and with the cores of the system's choice. A
 * request of the kernel takes ten times longer from one core to another than on one, and which of the two it is going
 * to be is luck; a server, client and kernel that share a core have no luck to hope for.
 */
export async function benchFs(): Promise<void> {
  if (process.env[PLACEMENT] !== undefined) {
    await measure();
    return;
  }
  const core = cpus().length - 1;
  for (const [placement, prefix] of [
    [`all on core ${core}`, ['taskset', '-c', `${core}`]],
    ['on any core', []],
  ] as const) {
    console.log(
      `\n== ${placement}, load ${loadavg()
        .map((value) => value.toFixed(1))
        .join(' ')}`,
    );
    const [program = '', ...args] = [
      ...prefix,
      process.execPath,
      ...process.execArgv,
      ...process.argv.slice(1, 2),
    ];
    const env = { ...process.env, [PLACEMENT]: placement };
    const child = spawn(program, [...args, 'fs'], { env, stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`the benchmark ended with code ${code}, ${placement}`);
  }
}

const SECTIONS: Readonly<Record<string, (arena: FsArena) => Promise<void>>> = {
  mount: benchMountRepo,
  read: benchReadFiles,
  write: benchWriteFiles,
  durable: benchDurableWrite,
  shell: benchShell,
  requests: printRequests,
};

async function measure(): Promise<void> {
  // For whoever works on one of them: MESA_BENCH_FS=read,requests pnpm bench fs
  const wanted = process.env.MESA_BENCH_FS?.split(',') ?? Object.keys(SECTIONS);
  await using arena = await openFsArena();
  const giveUp = (): void => {
    void (async () => {
      try {
        await arena[Symbol.asyncDispose]();
      } finally {
        process.exit(130);
      }
    })();
  };
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp);
  for (const name of wanted) await SECTIONS[name]?.(arena);
}

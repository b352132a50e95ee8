import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Durability, Mesa, type MesaFileSystem, repo } from 'mesa-sdk';
import type { DepotProcess } from '../lib/depot-process.js';

/** A folder in which programs work. */
export interface Place extends AsyncDisposable {
  readonly name: string;
  readonly folder: string;
  /** Makes everything as if it were used for the first time: a new mount, in which nothing is remembered. */
  reopen(): Promise<void>;
}

/** Every mount that is there, to be taken away whatever happens. */
const mounted = new Set<string>();
process.on('exit', () => {
  for (const folder of mounted) spawnSync('umount', ['-i', '-l', '--', folder], { cwd: '/' });
});

async function freshFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `mesa-bench-${name}-`));
}

/** A folder of the local disk. */
export async function diskPlace(): Promise<Place> {
  const folder = await freshFolder('disk');
  return {
    name: 'local disk',
    folder,
    reopen: async () => {},
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A C program on libfuse that passes every call on to a folder of the local disk. */
export async function bindfsPlace(): Promise<Place | undefined> {
  if (spawnSync('bindfs', ['--version']).status !== 0) return undefined;
  const source = await freshFolder('bindfs-source');
  const folder = await freshFolder('bindfs');
  let child: ChildProcess | undefined;
  const open = async (): Promise<void> => {
    child = spawn('bindfs', ['-f', '--multithreaded', source, folder], { cwd: '/', stdio: 'inherit' });
    for (let tries = 0; !isMountPoint(folder); tries += 1) {
      if (tries > 500 || child.exitCode !== null) throw new Error(`bindfs did not mount ${folder}`);
      await delay(10);
    }
    mounted.add(folder);
  };
  const close = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    unmount(folder);
    await ended;
    mounted.delete(folder);
  };
  await open();
  return {
    name: 'bindfs',
    folder,
    async reopen() {
      await close();
      await open();
    },
    async [Symbol.asyncDispose]() {
      await close();
      await rm(folder, { recursive: true, force: true });
      await rm(source, { recursive: true, force: true });
    },
  };
}

/** A repository of a depot, mounted. */
export interface MesaPlace extends Place {
  readonly fs: MesaFileSystem;
  /** The process that holds the mount, where that is another one. */
  readonly pid: number | undefined;
}

export interface MesaPlaceOptions {
  readonly depot: DepotProcess;
  readonly repo: string;
  readonly driver?: 'dev-fuse' | 'libfuse';
  readonly durability?: Durability;
}

/**
 * Mounts a repository.
 *
 * @throws KernelMountError where it cannot be.
 */
export async function mesaPlace({
  depot,
  repo: name,
  driver = 'dev-fuse',
  durability = 'server',
}: MesaPlaceOptions): Promise<MesaPlace> {
  const { apiUrl, apiKey } = depot;
  const mesa = new Mesa({ apiKey, apiUrl });
  const folder = await freshFolder(driver);
  let at: { changeId: string } | undefined;
  const open = async (): Promise<MesaFileSystem> => {
    const fs = await mesa
      .fs({ layout: { '/work': repo(name, { mode: 'rw', ...(at && { at }) }) } })
      .mount({ mountPoint: folder, driver, durability });
    mounted.add(folder);
    return fs;
  };
  const close = async (fs: MesaFileSystem): Promise<void> => {
    await fs.close();
    if (isMountPoint(folder)) unmount(folder);
    mounted.delete(folder);
  };
  let isOver = false;
  const place: MesaPlace & { fs: MesaFileSystem } = {
    name: nameOf(driver, durability),
    folder: join(folder, 'work'),
    fs: await open(),
    get pid() {
      return hostProcess(folder);
    },
    async reopen() {
      // What was written is in a change of its own, where the next mount goes on.
      const { changeId } = await place.fs.change.current({ repo: name });
      await close(place.fs);
      at = { changeId };
      place.fs = await open();
    },
    async [Symbol.asyncDispose]() {
      if (isOver) return;
      isOver = true;
      await close(place.fs);
      await rmdir(folder);
    },
  };
  return place;
}

function nameOf(driver: string, durability: Durability): string {
  if (durability === 'journal') return 'MesaFS, closing into the journal';
  return driver === 'dev-fuse' ? 'MesaFS' : 'MesaFS, driver libfuse';
}

function isMountPoint(folder: string): boolean {
  return readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${folder} `);
}

function unmount(folder: string): void {
  spawnSync('umount', ['-i', '-l', '--', folder], { cwd: '/' });
}

/** Returns the process that started last from this one and has the device open. */
function hostProcess(folder: string): number | undefined {
  if (!isMountPoint(folder)) return undefined;
  const path = `/proc/${process.pid}/task/${process.pid}/children`;
  if (!existsSync(path)) return undefined;
  const children = readFileSync(path, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return children.findLast((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('file-system.child'),
  );
}

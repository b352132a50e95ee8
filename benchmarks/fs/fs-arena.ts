import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MesaRest } from 'mesa-rest';
import { ROOT_CHANGE, toOperation, writeFiles } from '../lib/arena.js';
import { type DepotProcess, startDepotProcess } from '../lib/depot-process.js';
import { type GitShell, openGitShell } from '../lib/git-shell.js';
import type { SampleFile } from '../lib/sample-tree.js';
import { startGitServer } from '../lib/start-git-server.js';
import { bindfsPlace, diskPlace, type MesaPlace, mesaPlace, type Place } from './places.js';

/** What all measurements of the filesystem need: a depot in a process of its own, and a shell that starts programs. */
export interface FsArena extends AsyncDisposable {
  readonly depot: DepotProcess;
  readonly shell: GitShell;
  /** Makes a repository with these files on its bookmark. */
  createRepo(name: string, files: readonly SampleFile[]): Promise<void>;
  /** Serves a folder with bare repositories over HTTP, by git itself; returns the address. */
  serveGit(folder: string): Promise<string>;
  /** Returns an empty folder of the local disk. */
  folder(): Promise<string>;
  /**
   * Returns the folders that are compared, the local disk first, each with these files in it. Whom the machine does not
   * have is left out, and said so.
   *
   * @param kinds Which mounts of MesaFS are among them.
   */
  places(
    name: string,
    files: readonly SampleFile[],
    kinds?: readonly MountKind[],
  ): Promise<readonly [Place, Place, ...Place[]]>;
  mount(repo: string, kind?: MountKind): Promise<MesaPlace>;
}

/** A mount of MesaFS: by its driver, or the default one with `durability: 'journal'`. */
export type MountKind = 'dev-fuse' | 'libfuse' | 'journal';

/** Files that one change is made of: more would be a request of its own kind. */
const FILES_PER_CHANGE = 2_000;

export async function openFsArena(): Promise<FsArena> {
  const shell = openGitShell(); // first, while this process is small
  const held: AsyncDisposable[] = [shell];
  const hold = <T extends AsyncDisposable>(thing: T): T => {
    held.push(thing);
    return thing;
  };
  const close = async (): Promise<void> => {
    for (const thing of held.splice(0).reverse()) {
      try {
        await thing[Symbol.asyncDispose]();
      } catch (error) {
        // What is left has to go all the same.
        console.error(error);
      }
    }
  };
  const depot = hold(await startDepotProcess());
  const { apiUrl, apiKey, org } = depot;
  const rest = new MesaRest({ apiKey, serverUrl: apiUrl });

  const arena: FsArena = {
    depot,
    shell,
    async createRepo(name, files) {
      await rest.repos.create({ org, body: { name } });
      let tip = ROOT_CHANGE;
      for (let from = 0; from < files.length; from += FILES_PER_CHANGE) {
        const part = files.slice(from, from + FILES_PER_CHANGE).map(toOperation);
        const body = { base_change_id: tip, files: part };
        tip = (await rest.changes.create({ org, repo: name, body })).id;
      }
      if (files.length > 0) {
        await rest.bookmarks.move({ org, repo: name, bookmark: 'main', body: { change_id: tip } });
      }
    },
    serveGit: async (folder) => hold(await startGitServer(folder)).url,
    async folder() {
      const folder = await mkdtemp(join(tmpdir(), 'mesa-bench-'));
      hold({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
      return folder;
    },
    async places(name, files, kinds = ['dev-fuse', 'libfuse']) {
      const disk = hold(await diskPlace());
      const places: [Place, ...Place[]] = [disk];
      const bindfs = await bindfsPlace();
      if (bindfs === undefined) console.log('\nbindfs is not installed, and left out.');
      else places.push(hold(bindfs));
      for (const place of places) await writeFiles(files, place.folder);
      for (const kind of kinds) {
        try {
          await arena.createRepo(`${name}-${kind}`, files);
          places.push(await arena.mount(`${name}-${kind}`, kind));
        } catch (error) {
          if (kind !== 'libfuse') throw error;
          console.log(`\nThe driver libfuse is left out. ${String(error)}`);
        }
      }
      return places as [Place, Place, ...Place[]];
    },
    mount: async (repo, kind = 'dev-fuse') =>
      hold(
        kind === 'journal'
          ? await mesaPlace({ depot, repo, durability: 'journal' })
          : await mesaPlace({ depot, repo, driver: kind }),
      ),
    [Symbol.asyncDispose]: close,
  };
  return arena;
}

/** Returns whether a program can be started. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createDepot, type Depot } from 'mesa-depot';
import { type Change, type FileOperation, MesaRest } from 'mesa-rest';
import { type GitShell, openGitShell } from './git-shell.js';
import type { SampleFile } from './sample-tree.js';

/** What the service methods of a depot take first. */
type Call = Parameters<Depot['services']['changes']['create']>[0];

/** Where a depot and git compete: a depot on a temporary folder, and a git repository on another. */
export interface Arena extends AsyncDisposable {
  readonly depot: Depot;
  /** A call of the depot's admin, for its services: the work of a request without HTTP and authentication. */
  readonly call: Call;
  /** The same depot over HTTP. */
  readonly rest: MesaRest;
  readonly org: string;
  readonly git: GitShell;
  /** Folder of the git repository, with its working tree. */
  readonly gitFolder: string;
  /** Makes a repository in the depot and returns its name. */
  createRepo(): Promise<string>;
  /** Makes a change of these files on top of another one. Moves no bookmark. */
  commit(repo: string, base: string, files: readonly SampleFile[]): Promise<Change>;
  /** Writes files into the working tree of git. */
  writeWorkingTree(files: readonly SampleFile[], folder?: string): Promise<void>;
}

/** The change that every repository begins with. */
export const ROOT_CHANGE = 'z'.repeat(32);

export async function openArena(): Promise<Arena> {
  const git = openGitShell(); // first, while this process is small
  const gitFolder = await mkdtemp(join(tmpdir(), 'mesa-bench-git-'));
  const depot = await createDepot();
  const { org, services } = depot;
  const call: Call = {
    actor: await services.auth.authenticate(`Bearer ${depot.apiKey}`),
    requestId: 'benchmark',
  };
  const rest = new MesaRest({ apiKey: depot.apiKey, serverUrl: depot.apiUrl });
  await git.run(gitFolder, 'git init -q');
  return {
    depot,
    call,
    rest,
    org,
    git,
    gitFolder,
    createRepo: async () => (await services.repos.create(call, { org })).name,
    commit: (repo, base_change_id, files) =>
      services.changes.create(call, { org, repo, base_change_id, files: files.map(toOperation) }),
    writeWorkingTree: (files, folder = gitFolder) => writeFiles(files, folder),
    async [Symbol.asyncDispose]() {
      await depot.close();
      await git[Symbol.asyncDispose]();
      await rm(gitFolder, { recursive: true, force: true });
    },
  };
}

/** Writes files below a folder. */
export async function writeFiles(files: readonly SampleFile[], folder: string): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(path)));
  for (const name of folders) await mkdir(join(folder, name), { recursive: true });
  for (const { path, text } of files) await writeFile(join(folder, path), text);
}

/** Returns the file operation that puts a file. */
export function toOperation({ path, text }: SampleFile): FileOperation {
  return { path, content: Buffer.from(text).toString('base64') };
}

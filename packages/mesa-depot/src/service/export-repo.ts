import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DepotError } from '../errors/index.js';
import {
  decodeCommit,
  decodeTree,
  hashObject,
  ObjectCache,
  type Oid,
  StoredObjects,
} from '../objects/index.js';
import { PackWriter } from '../objects/pack-writer.js';
import { type Executor, listBookmarks, type RepoRecord } from '../storage/index.js';

/** What was exported. */
export interface ExportResult {
  /** Bookmarks that became branches. One at the virtual root has no commit, so no branch. */
  readonly branches: number;
  readonly commits: number;
  readonly objects: number;
}

const BOOKMARKS_PER_PAGE = 500;

/**
 * Writes a repository as a bare git repository: its bookmarks as branches, HEAD at the default one, and every object that they
 * reach in one pack. Git itself is not needed.
 *
 * `folder` appears when it is complete. It must not exist, or be empty. The bookmarks are read at the beginning; what
 * they point at never changes, so the depot may go on writing meanwhile.
 *
 * @throws DepotError `ALREADY_EXISTS` when there is something at `folder`.
 */
export async function exportRepo(
  executor: Executor,
  repo: RepoRecord,
  folder: string,
): Promise<ExportResult> {
  const target = resolve(folder);
  await requireFree(target);
  await mkdir(dirname(target), { recursive: true });
  const branches = await readBranches(executor, repo);
  // The cache would only be in the way of the walk, which sees every object once.
  const objects = new StoredObjects({ executor, repoSeq: repo.seq, cache: new ObjectCache({ maxBytes: 1 }) });
  const reached = await reach(objects, [...branches.values()]);

  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await writeSkeleton(draft, repo.defaultBookmark, branches);
    if (reached.oids.length > 0) await writePack(objects, reached.oids, join(draft, 'objects', 'pack'));
    await moveInto(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  return { branches: branches.size, commits: reached.commits, objects: reached.oids.length };
}

async function readBranches(executor: Executor, repo: RepoRecord): Promise<Map<string, Oid>> {
  const branches = new Map<string, Oid>();
  let after = 0;
  for (;;) {
    const page = await listBookmarks(executor, repo.id, { after, limit: BOOKMARKS_PER_PAGE });
    for (const { name, commitOid, seq } of page.items) {
      if (commitOid !== null) branches.set(name, commitOid);
      after = seq;
    }
    if (!page.hasMore) return branches;
  }
}

/** Returns the oids of all objects reachable from commits: commits, then trees, then blobs, as git likes to read them. */
async function reach(
  objects: StoredObjects,
  tips: readonly Oid[],
): Promise<{ oids: Oid[]; commits: number }> {
  const commits = new Set<Oid>(tips);
  const trees = new Set<Oid>();
  const blobs = new Set<Oid>();
  // A set can grow while it is walked, and every member is then visited once.
  for (const oid of commits) {
    const { body } = await objects.readObject(oid);
    const { tree, parents } = decodeCommit(body);
    trees.add(tree);
    for (const parent of parents) commits.add(parent);
  }
  for (const oid of trees) {
    const { body } = await objects.readObject(oid);
    for (const entry of decodeTree(body)) {
      if (entry.mode === '40000') trees.add(entry.oid);
      // A submodule is a commit of another repository.
      else if (entry.mode !== '160000') blobs.add(entry.oid);
    }
  }
  return { oids: [...commits, ...trees, ...blobs], commits: commits.size };
}

async function writeSkeleton(
  folder: string,
  head: string,
  branches: ReadonlyMap<string, Oid>,
): Promise<void> {
  for (const path of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
    await mkdir(join(folder, path), { recursive: true });
  }
  await writeFile(join(folder, 'HEAD'), `ref: refs/heads/${head}\n`);
  await writeFile(
    join(folder, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n',
  );
  const refs = [...branches].map(([name, oid]) => ({ ref: Buffer.from(`refs/heads/${name}`), oid }));
  refs.sort((a, b) => Buffer.compare(a.ref, b.ref));
  const lines = refs.map(({ ref, oid }) => `${oid} ${ref.toString()}\n`);
  await writeFile(
    join(folder, 'packed-refs'),
    `# pack-refs with: peeled fully-peeled sorted \n${lines.join('')}`,
  );
}

async function writePack(objects: StoredObjects, oids: readonly Oid[], folder: string): Promise<void> {
  const draft = join(folder, 'tmp_pack');
  const writer = await PackWriter.create(draft, oids.length);
  try {
    for (const oid of oids) {
      const object = await objects.readObject(oid);
      // Once a byte is wrong, no one who clones can tell where it happened.
      if (hashObject(object.type, object.body) !== oid) {
        throw new DepotError(
          'OBJECT_CORRUPT',
          `The stored object ${oid} is damaged: its bytes have another SHA-1.`,
        );
      }
      await writer.add(oid, object);
    }
    const { checksum, index } = await writer.finish();
    await writeFile(join(folder, `pack-${checksum}.idx`), index);
    await rename(draft, join(folder, `pack-${checksum}.pack`));
  } catch (error) {
    await writer.abort().catch(() => {}); // the first error is the one to tell
    throw error;
  }
}

/** Checks that nothing would be overwritten. */
async function requireFree(target: string): Promise<void> {
  let isFree: boolean;
  try {
    isFree = (await readdir(target)).length === 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code !== 'ENOTDIR') throw error;
    isFree = false;
  }
  if (!isFree) {
    throw new DepotError(
      'ALREADY_EXISTS',
      `${target} exists and is not an empty folder. Export to a new one.`,
    );
  }
}

/** Gives the finished repository its name. An empty folder of that name makes room, a full one is left alone. */
async function moveInto(draft: string, target: string): Promise<void> {
  // `mkdtemp` closes its folders to others; this one is as open as any the user makes.
  await chmod(draft, 0o777 & ~process.umask());
  await rmdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(draft, target);
}

import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DepotError } from '../../errors/index.js';
import { hashObject, ObjectCache, type StoredObjects } from '../../objects/index.js';
import type { OidSet } from '../../objects/oid-set.js';
import { PackWriter } from '../../objects/pack-writer.js';
import type { RepoRecord, Storage } from '../../storage/index.js';
import { FetchSource } from '../fetch/fetch-source.js';
import { listPackObjects } from '../fetch/list-pack-objects.js';
import type { RepoRefs } from '../refs/read-repo-refs.js';

/** What was exported. */
export interface ExportResult {
  /** Bookmarks that became branches. One at the virtual root has no commit, so no branch. */
  readonly branches: number;
  readonly tags: number;
  readonly commits: number;
  readonly objects: number;
}

const OBJECTS_AT_ONCE = 1_000;

/**
 * Writes a repository as a bare git repository: its bookmarks as branches, HEAD at the default one, its tags, and every object
 * that they reach in one pack. Git itself is not needed.
 *
 * `folder` appears when it is complete. It must not exist, or be empty. The refs are read at the beginning; what
 * they point at never changes, so the depot may go on writing meanwhile.
 *
 * @throws DepotError `ALREADY_EXISTS` when there is something at `folder`.
 */
export async function exportRepo(
  read: Storage['read'],
  repo: RepoRecord,
  folder: string,
): Promise<ExportResult> {
  const target = resolve(folder);
  await requireFree(target);
  await mkdir(dirname(target), { recursive: true });
  // The cache would only be in the way of a walk that sees every object once.
  const source = new FetchSource({ storage: { read }, cache: new ObjectCache({ maxBytes: 1 }) }, repo);
  const refs = await source.refs();
  const wanted = await source.resolve(refs.refs.map(({ oid }) => oid));
  const oids = await listPackObjects(source, { wanted, haves: [] });

  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  let commits = 0;
  try {
    await writeSkeleton(draft, refs);
    if (oids.size > 0) commits = await writePack(source.objects, oids, join(draft, 'objects', 'pack'));
    await moveInto(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  const branches = refs.refs.filter(({ name }) => name.startsWith('refs/heads/')).length;
  return { branches, tags: refs.refs.length - branches, commits, objects: oids.size };
}

async function writeSkeleton(folder: string, { headTarget, refs }: RepoRefs): Promise<void> {
  for (const path of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
    await mkdir(join(folder, path), { recursive: true });
  }
  await writeFile(join(folder, 'HEAD'), `ref: ${headTarget}\n`);
  await writeFile(
    join(folder, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n',
  );
  const lines = refs.map(
    ({ name, oid, peeled }) => `${oid} ${name}\n${peeled === undefined ? '' : `^${peeled}\n`}`,
  );
  await writeFile(
    join(folder, 'packed-refs'),
    `# pack-refs with: peeled fully-peeled sorted \n${lines.join('')}`,
  );
}

/** Writes the pack and its index, and returns how many commits are in it. */
async function writePack(objects: StoredObjects, oids: OidSet, folder: string): Promise<number> {
  const draft = join(folder, 'tmp_pack');
  const writer = await PackWriter.create(draft, oids.size);
  let commits = 0;
  try {
    for (const batch of oids.batches(OBJECTS_AT_ONCE)) {
      for (const oid of batch) {
        const object = await objects.readObject(oid);
        // Once a byte is wrong, no one who clones can tell where it happened.
        if (hashObject(object.type, object.body) !== oid) {
          throw new DepotError(
            'OBJECT_CORRUPT',
            `The stored object ${oid} is damaged: its bytes have another SHA-1.`,
          );
        }
        await writer.add(oid, object);
        if (object.type === 'commit') commits += 1;
      }
    }
    const { checksum, index } = await writer.finish();
    await writeFile(join(folder, `pack-${checksum}.idx`), index);
    await rename(draft, join(folder, `pack-${checksum}.pack`));
  } catch (error) {
    await writer.abort().catch(() => {}); // the first error is the one to tell
    throw error;
  }
  return commits;
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

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from 'mesa-depot';
import { openArena, ROOT_CHANGE } from '../lib/arena.js';
import { type Comparison, comparePeers } from '../lib/paired-rounds.js';
import { createRandom, pick, sampleTree } from '../lib/sample-tree.js';

const FILES = 2_000;
const REQUESTS = 200;
const FOLDERS = 200;
/** Files of one request. */
const BATCH = 1_000;

/** Reading files and listing folders, each by its path in a bookmark. */
export async function benchRead(): Promise<Comparison[]> {
  await using arena = await openArena();
  const { depot, call, rest, org, git, gitFolder } = arena;
  const { content } = depot.services;
  const tree = sampleTree(FILES);
  await arena.writeWorkingTree(tree);
  await git.run(gitFolder, 'git add -A && git commit -q -m base && git repack -a -d -q');
  const repo = await arena.createRepo();
  const { id } = await arena.commit(repo, ROOT_CHANGE, tree);
  await depot.services.bookmarks.move(call, { org, repo, bookmark: 'main', change_id: id });

  const { tree_oid: root } = await rest.repos.getRevision({ org, repo, ref: 'main' });
  let paths: string[] = [];
  const shuffle = (round: number, count: number): void => {
    paths = pick(tree, count, createRandom(round + 1)).map(({ path }) => path);
  };
  const list = join(gitFolder, '.git', 'bench-paths');
  const files = await comparePeers(`read ${FILES} files in random order, one by one`, 5, [
    {
      name: 'git cat-file --batch, one process',
      async prepare(round) {
        shuffle(round, FILES);
        await writeFile(list, paths.map((path) => `main:${path}\n`).join(''));
      },
      run: () => git.run(gitFolder, `git cat-file --batch < ${list}`),
    },
    {
      name: 'depot, in process',
      async run() {
        for (const path of paths) await readWhole(await content.open(call, { org, repo, path }));
      },
    },
    {
      name: 'depot, over HTTP, in batches',
      async run() {
        // As the filesystem does: the tree in one request, then the files by their ids.
        const { entries } = await rest.trees.get({ org, repo, oid: root, recursive: true });
        const ids = new Map(entries.map((entry) => [entry.path, entry.oid]));
        const wanted = paths.map((path) => ids.get(path) as string);
        for (let at = 0; at < wanted.length; at += BATCH) {
          await rest.blobs.read({ org, repo, body: { oids: wanted.slice(at, at + BATCH) } });
        }
      },
    },
  ]);

  const requests = await comparePeers(`read ${REQUESTS} files, each by a request or process of its own`, 7, [
    {
      name: 'git cat-file blob, for each',
      prepare: async (round) => shuffle(round, REQUESTS),
      run: () => git.run(gitFolder, paths.map((path) => `git cat-file blob main:${path}`).join('\n')),
    },
    {
      name: 'depot, over HTTP',
      async run() {
        for (const path of paths) await rest.content.getBytes({ org, repo, path });
      },
    },
  ]);

  const allFolders = [...new Set(tree.map(({ path }) => path.slice(0, path.lastIndexOf('/'))))];
  let folders: string[] = [];
  const listings = await comparePeers(`list ${FOLDERS} folders of 10 files with their sizes`, 7, [
    {
      name: 'git ls-tree -l, for each',
      async prepare(round) {
        folders = pick(allFolders, FOLDERS, createRandom(round + 1));
      },
      run: () => git.run(gitFolder, folders.map((path) => `git ls-tree -l main:${path}`).join('\n')),
    },
    {
      name: 'depot, in process',
      async run() {
        for (const path of folders) await content.get(call, { org, repo, path });
      },
    },
    {
      name: 'depot, over HTTP',
      async run() {
        for (const path of folders) await rest.content.get({ org, repo, path });
      },
    },
  ]);
  return [files, requests, listings];
}

/** Reads a file to its end, without keeping it. */
async function readWhole(blob: Awaited<ReturnType<Services['content']['open']>>): Promise<void> {
  for await (const _ of blob.read(0, blob.size));
}

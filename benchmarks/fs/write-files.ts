import { join } from 'node:path';
import { writeFiles } from '../lib/arena.js';
import type { Peer } from '../lib/paired-rounds.js';
import { sampleTree } from '../lib/sample-tree.js';
import { compare } from './compare.js';
import type { FsArena } from './fs-arena.js';
import type { Place } from './places.js';

const COPIED = 1_000;
const TREE = 2_000;
const UNPACKED = 1_000;
const ROUNDS = 2;
const LARGE_MB = 200;
const EDITS = 20;

/**
 * Programs that write. In MesaFS a file is stored on the server, or synced to the journal, when its `close` returns; the others
 * promise nothing.
 */
export async function benchWriteFiles(arena: FsArena): Promise<void> {
  const places = await arena.places('write', sampleTree(COPIED), ['dev-fuse', 'journal', 'libfuse']);
  const archive = await archiveOf(arena, UNPACKED);
  const all = (prepare: (place: Place) => Promise<void>, script: string): [Peer, Peer] =>
    places.map(
      (place): Peer => ({
        name: place.name,
        prepare: () => prepare(place),
        run: () => arena.shell.run(place.folder, script),
      }),
    ) as [Peer, Peer];
  const dd = 'dd bs=1M status=none';
  const works: readonly (readonly [string, string, string])[] = [
    [`tar x of ${UNPACKED} small files`, 'rm -rf new; mkdir new', `tar x -C new -f ${archive}`],
    [`cp -r of ${COPIED} small files`, 'rm -rf copy', 'cp -r src copy'],
    [`rm -rf of ${COPIED} small files`, 'rm -rf copy; cp -r src copy', 'rm -rf copy'],
    [`write ${LARGE_MB} MB`, 'rm -f large', `${dd} if=/dev/zero of=large count=${LARGE_MB}`],
    [`read ${LARGE_MB} MB, just written`, 'true', `${dd} if=large of=/dev/null`],
  ];
  for (const [title, before, script] of works) {
    const peers = all((place) => arena.shell.run(place.folder, before), script);
    await compare(title, ROUNDS, peers);
  }
  const again = all((place) => place.reopen(), `${dd} if=large of=/dev/null`);
  await compare(`read ${LARGE_MB} MB, in a new mount`, ROUNDS, again);
  for (const place of places) await place[Symbol.asyncDispose]();
}

/** A file of a tree of 2,000 that is changed so that it survives the machine: by `git commit`, and by closing it. */
export async function benchDurableWrite(arena: FsArena): Promise<void> {
  const files = sampleTree(TREE);
  const gitFolder = await arena.folder();
  await writeFiles(files, gitFolder);
  await arena.shell.run(gitFolder, 'git init -q && git add -A && git commit -q -m base');
  await arena.createRepo('durable', files);
  const place = await arena.mount('durable');
  const edit = (round: number, after: string): string =>
    Array.from(
      { length: EDITS },
      (_, edits) => `echo ${round}.${edits} > ${files[edits]?.path}\n${after}`,
    ).join('\n');
  await compare(`${EDITS} times: one file written to durable`, 3, [
    {
      name: 'write, git commit -a',
      run: (round) => arena.shell.run(gitFolder, edit(round, 'git commit -q -a -m edit')),
    },
    { name: 'write in MesaFS', run: (round) => arena.shell.run(place.folder, edit(round, ':')) },
  ]);
  await place[Symbol.asyncDispose]();
}

async function archiveOf(arena: FsArena, count: number): Promise<string> {
  const folder = await arena.folder();
  await writeFiles(sampleTree(count, 2), folder);
  await arena.shell.run(folder, 'tar c -f small.tar src');
  return join(folder, 'small.tar');
}

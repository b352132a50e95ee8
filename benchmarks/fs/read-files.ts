import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from '../lib/paired-rounds.js';
import { type SampleFile, sampleTree } from '../lib/sample-tree.js';
import { compare } from './compare.js';
import type { FsArena } from './fs-arena.js';
import type { Place } from './places.js';

const FILES = 2_000;
const ROUNDS = 5;

/** What programs do; the last of a pipe takes the output, which tar would otherwise not even make. */
const PROGRAMS = {
  'grep -r': 'grep -r "no file has these words" src || true',
  find: 'find src -type f -size +1000k',
  'tar c': 'tar c src | cat',
} as const;

const GIT_INIT = 'git init -q && git add src && git commit -q -m base && git status';

/** Programs that read 2,000 small files, in a mount that is new and in one that they have just read. */
export async function benchReadFiles(arena: FsArena): Promise<void> {
  const files = sampleTree(FILES);
  const places = await arena.places('read', files);
  const all = (run: (place: Place) => Peer): [Peer, Peer] => places.map(run) as [Peer, Peer];
  for (const [name, script] of Object.entries(PROGRAMS)) {
    await compare(
      `${name} of ${FILES} files, in a new mount`,
      ROUNDS,
      all((place) => ({
        name: place.name,
        prepare: () => place.reopen(),
        run: () => arena.shell.run(place.folder, script),
      })),
    );
  }
  for (const place of places) await arena.shell.run(place.folder, GIT_INIT);
  for (const [name, script] of Object.entries({ ...PROGRAMS, 'git status': 'git status' })) {
    await compare(
      `${name} of ${FILES} files, once more`,
      ROUNDS,
      all((place) => ({
        name: place.name,
        prepare: () => arena.shell.run(place.folder, script),
        run: () => arena.shell.run(place.folder, script),
      })),
    );
  }
  await compare(
    `stat of ${FILES} names that are not there`,
    ROUNDS,
    all((place) => ({ name: place.name, run: async (round) => statMissing(place.folder, round) })),
  );
  await compare(
    `stat of ${FILES} files, in a new mount`,
    ROUNDS,
    all((place) => ({
      name: place.name,
      prepare: () => place.reopen(),
      run: async () => statAll(place.folder, files),
    })),
  );
  await compare(
    `open, read and close ${FILES} files`,
    ROUNDS,
    all((place) => ({
      name: place.name,
      prepare: async () => readAll(place.folder, files),
      run: async () => readAll(place.folder, files),
    })),
  );
  for (const place of places) await place[Symbol.asyncDispose]();
}

function statMissing(folder: string, round: number): void {
  for (let index = 0; index < FILES; index += 1) {
    statSync(join(folder, `none-${round}-${index}`), { throwIfNoEntry: false });
  }
}

function statAll(folder: string, files: readonly SampleFile[]): void {
  for (const { path } of files) statSync(join(folder, path));
}

function readAll(folder: string, files: readonly SampleFile[]): void {
  const buffer = Buffer.alloc(4096);
  for (const { path } of files) {
    const fd = openSync(join(folder, path), 'r');
    readSync(fd, buffer);
    closeSync(fd);
  }
}

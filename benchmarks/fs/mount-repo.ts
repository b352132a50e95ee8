import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../lib/arena.js';
import type { Peer } from '../lib/paired-rounds.js';
import { sampleTree } from '../lib/sample-tree.js';
import { compare } from './compare.js';
import type { FsArena } from './fs-arena.js';
import type { MesaPlace } from './places.js';

const ROUNDS = 3;
const COUNTS = [100, 10_000];
const GREP = 'grep -r "no file has these words" . || true';

/**
 * From nothing to the first byte of a file, and to having read all files, of a small and of a large repository: by mounting it,
 * and by cloning it over HTTP from git's own server.
 */
export async function benchMountRepo(arena: FsArena): Promise<void> {
  const gitFolder = await arena.folder();
  const address = await arena.serveGit(gitFolder);
  for (const count of COUNTS) {
    const files = sampleTree(count);
    const name = `files-${count}`;
    const first = files.at(-1)?.path ?? '';
    await writeFiles(files, join(gitFolder, name));
    await arena.shell.run(
      join(gitFolder, name),
      `git init -q && git add -A && git commit -q -m base && git repack -a -d -q && git clone -q --bare . ../${name}.git`,
    );
    await arena.createRepo(name, files);

    const clones = await arena.folder();
    const clone = async (round: number, then: string): Promise<void> => {
      await arena.shell.run(
        clones,
        `git clone -q --depth 1 ${address}/${name}.git ${round} && cd ${round} && ${then}`,
      );
    };
    let place: MesaPlace | undefined;
    const end = async (): Promise<void> => {
      await place?.[Symbol.asyncDispose]();
      place = undefined;
    };
    const peers = (then: string, use: (folder: string) => Promise<void>): [Peer, Peer] => [
      {
        name: 'git clone --depth 1',
        prepare: () => arena.shell.run(clones, 'rm -rf ./*'),
        run: (round) => clone(round, then),
      },
      {
        name: 'MesaFS',
        prepare: end,
        async run() {
          place = await arena.mount(name);
          await use(place.folder);
        },
      },
    ];
    const firstByte = peers(`head -c 1 ${first}`, async (folder) => {
      readFileSync(join(folder, first));
    });
    await compare(`mount of ${count} files, to the first byte of one`, ROUNDS, firstByte);
    const all = peers(GREP, (folder) => arena.shell.run(folder, GREP));
    await compare(`mount of ${count} files, to the end of grep -r`, ROUNDS, all);
    await end();
  }
}

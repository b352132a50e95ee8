import { join } from 'node:path';
import { openArena, ROOT_CHANGE, toOperation } from '../lib/arena.js';
import { type Comparison, comparePeers } from '../lib/paired-rounds.js';
import { type SampleFile, sampleTree } from '../lib/sample-tree.js';

const FILES = 1_000;

/** One change of a thousand new files. For git they are in the working tree when the clock starts. */
export async function benchCommit(): Promise<Comparison[]> {
  await using arena = await openArena();
  const { depot, call, rest, org, git, gitFolder, createRepo } = arena;
  let files: SampleFile[] = [];
  const folder = (round: number) => join(gitFolder, `round-${round}`);
  let repos: readonly [string, string] = ['', ''];
  return [
    await comparePeers(`one change of ${FILES} new files`, 7, [
      {
        name: 'git add -A && git commit',
        async prepare(round) {
          files = sampleTree(FILES, round + 1);
          await git.run(gitFolder, `git init -q round-${round}`);
          await arena.writeWorkingTree(files, folder(round));
        },
        run: (round) => git.run(folder(round), 'git add -A && git commit -q -m change'),
      },
      {
        name: 'depot, in process',
        async prepare() {
          repos = [await createRepo(), await createRepo()];
        },
        async run() {
          const body = { base_change_id: ROOT_CHANGE, files: files.map(toOperation) };
          await depot.services.changes.create(call, { org, repo: repos[0], ...body });
        },
      },
      {
        name: 'depot, over HTTP',
        async run() {
          const body = { base_change_id: ROOT_CHANGE, files: files.map(toOperation) };
          await rest.changes.create({ org, repo: repos[1], body });
        },
      },
    ]),
  ];
}

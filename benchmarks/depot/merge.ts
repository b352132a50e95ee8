import { openArena, ROOT_CHANGE } from '../lib/arena.js';
import { type Comparison, comparePeers } from '../lib/paired-rounds.js';
import { createRandom, editLine, pick, type SampleFile, sampleTree } from '../lib/sample-tree.js';

const FILES = 10_000;
const EDITS = 50;
/** Files that both sides edit, far enough apart to merge. */
const SHARED = 10;

/** A merge without conflicts: each side edits 50 files of 10,000, ten of them both. */
export async function benchMerge(): Promise<Comparison[]> {
  await using arena = await openArena();
  const { depot, call, rest, org, git, gitFolder } = arena;
  const { services } = depot;
  const tree = sampleTree(FILES);
  await arena.writeWorkingTree(tree);
  await git.run(gitFolder, 'git add -A && git commit -q -m base && git repack -a -d -q && git branch base');
  const repo = await arena.createRepo();
  const base = await arena.commit(repo, ROOT_CHANGE, tree);

  /** What the two sides wrote in a round: texts that no round before had. */
  const sides = (round: number): readonly [SampleFile[], SampleFile[]] => {
    const files = pick(tree, 2 * EDITS - SHARED, createRandom(round + 1));
    const edit = (line: number, mark: string) => (file: SampleFile) => ({
      path: file.path,
      text: editLine(file.text, line, `${mark} ${round}`),
    });
    return [files.slice(0, EDITS).map(edit(2, 'ours')), files.slice(EDITS - SHARED).map(edit(20, 'theirs'))];
  };
  const prepareDepot = async (round: number, name: string): Promise<void> => {
    for (const [index, files] of sides(round).entries()) {
      const { id } = await arena.commit(repo, base.id, files);
      const bookmark = `${index === 0 ? 'ours' : 'theirs'}-${name}-${round}`;
      await services.bookmarks.create(call, { org, repo, name: bookmark, change_id: id });
    }
  };
  const prepareGit = async (round: number): Promise<void> => {
    for (const [index, files] of sides(round).entries()) {
      const branch = `${index === 0 ? 'ours' : 'theirs'}-${round}`;
      await git.run(gitFolder, `git checkout -q -b ${branch} base`);
      await arena.writeWorkingTree(files);
      await git.run(gitFolder, 'git commit -q -a -m side');
    }
  };
  return [
    await comparePeers(`merge of two trees of ${FILES} files, ${EDITS} edited on each side`, 5, [
      {
        name: 'git merge-tree --write-tree',
        prepare: prepareGit,
        run: (round) => git.run(gitFolder, `git merge-tree --write-tree ours-${round} theirs-${round}`),
      },
      {
        name: 'depot, in process',
        prepare: (round) => prepareDepot(round, 'a'),
        async run(round) {
          const [target, source] = [`ours-a-${round}`, `theirs-a-${round}`];
          await services.bookmarks.merge(call, { org, repo, target, source });
        },
      },
      {
        name: 'depot, over HTTP',
        prepare: (round) => prepareDepot(round, 'b'),
        async run(round) {
          const body = { target: `ours-b-${round}`, source: `theirs-b-${round}` };
          await rest.bookmarks.merge({ org, repo, body });
        },
      },
    ]),
  ];
}

import { join } from 'node:path';
import { openArena, ROOT_CHANGE, toOperation } from '../lib/arena.js';
import { type Comparison, comparePeers } from '../lib/paired-rounds.js';
import { createRandom, editLine, pick, type SampleFile, sampleText, sampleTree } from '../lib/sample-tree.js';

const FILES = 2_000;
const EDITED = 120;
const RENAMED = 20;
const ADDED = 10;
const DELETED = 10;

/** The patch between two trees: 120 files edited, 20 renamed and edited, 10 added, 10 deleted. */
export async function benchDiff(): Promise<Comparison[]> {
  await using arena = await openArena();
  const { depot, call, rest, org, git, gitFolder } = arena;
  const tree = sampleTree(FILES);
  const random = createRandom(7);
  const touched = pick(tree, EDITED + RENAMED + DELETED, random);
  const edited = touched.slice(0, EDITED).map((file) => edit(file, file.path));
  const moved = touched.slice(EDITED, EDITED + RENAMED);
  const deleted = touched.slice(EDITED + RENAMED);
  const written: SampleFile[] = [
    ...edited,
    ...moved.map((file, index) => edit(file, `moved/file-${index}.txt`)),
    ...Array.from({ length: ADDED }, (_, index) => ({
      path: `added/${index}.txt`,
      text: sampleText(random),
    })),
  ];
  const gone = [...moved, ...deleted].map(({ path }) => path);

  await arena.writeWorkingTree(tree);
  await git.run(gitFolder, 'git add -A && git commit -q -m base && git tag base');
  await arena.writeWorkingTree(written);
  await git.run(
    gitFolder,
    `rm ${gone.join(' ')} && git add -A && git commit -q -m head && git repack -a -d -q`,
  );
  const repo = await arena.createRepo();
  const base = await arena.commit(repo, ROOT_CHANGE, tree);
  const head = await depot.services.changes.create(call, {
    org,
    repo,
    base_change_id: base.id,
    files: [...written.map(toOperation), ...gone.map((path) => ({ path, action: 'delete' as const }))],
  });
  const sides = { org, repo, base_change_id: base.id, head_change_id: head.id };
  return [
    await comparePeers(`diff of ${EDITED + RENAMED + ADDED + DELETED} changed paths of ${FILES}`, 11, [
      {
        name: 'git diff -M -p',
        run: () => git.run(gitFolder, `git diff -M -p base main > ${join(gitFolder, '.git', 'patch')}`),
      },
      {
        name: 'depot, patch, in process',
        async run() {
          for await (const _ of depot.services.diffs.patch(call, sides)) void _;
        },
      },
      {
        name: 'depot, patch, over HTTP',
        async run() {
          await rest.diffs.getText(sides);
        },
      },
      {
        name: 'depot, JSON with hunks, in process',
        async run() {
          await depot.services.diffs.get(call, sides);
        },
      },
      {
        name: 'depot, JSON with hunks, over HTTP',
        async run() {
          await rest.diffs.get(sides);
        },
      },
    ]),
  ];
}

function edit(file: SampleFile, path: string): SampleFile {
  return { path, text: editLine(editLine(file.text, 3, 'edited'), 18, 'edited') };
}

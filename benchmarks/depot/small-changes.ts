import { openArena, ROOT_CHANGE, toOperation } from '../lib/arena.js';
import { type Comparison, comparePeers } from '../lib/paired-rounds.js';
import { createRandom, pick, type SampleFile, sampleText, sampleTree } from '../lib/sample-tree.js';

const FILES = 10_000;
const ROUNDS = 5;
const CHANGES = 40;

/** Changes of one file, each on top of the one before, the branch or bookmark moved every time. */
export async function benchSmallChanges(): Promise<Comparison[]> {
  await using arena = await openArena();
  const { depot, call, rest, org, git, gitFolder } = arena;
  const tree = sampleTree(FILES);
  await arena.writeWorkingTree(tree);
  await git.run(gitFolder, 'git add -A && git commit -q -m base && git repack -a -d -q');

  const startRepo = async () => {
    const repo = await arena.createRepo();
    const { id } = await arena.commit(repo, ROOT_CHANGE, tree);
    await depot.services.bookmarks.move(call, { org, repo, bookmark: 'main', change_id: id });
    return { repo, tip: id };
  };
  const inProcess = await startRepo();
  const overHttp = await startRepo();
  let edits: SampleFile[] = [];
  return [
    await comparePeers(
      `${ROUNDS} x ${CHANGES} changes of one file in a tree of ${FILES}, one after the other`,
      ROUNDS,
      [
        {
          name: 'git add && git commit, for each',
          async prepare(round) {
            const random = createRandom(round + 1);
            edits = pick(tree, CHANGES, random).map(({ path }) => ({ path, text: sampleText(random) }));
          },
          run() {
            const one = ({ path, text }: SampleFile): string =>
              `cat > ${path} <<'TEXT'\n${text}TEXT\ngit add ${path}\ngit commit -q -m change`;
            return git.run(gitFolder, edits.map(one).join('\n'));
          },
        },
        {
          name: 'depot, in process',
          async run() {
            const { services } = depot;
            const { repo } = inProcess;
            for (const file of edits) {
              const base_change_id = inProcess.tip;
              const files = [toOperation(file)];
              const { id } = await services.changes.create(call, { org, repo, base_change_id, files });
              await services.bookmarks.move(call, { org, repo, bookmark: 'main', change_id: id });
              inProcess.tip = id;
            }
          },
        },
        {
          name: 'depot, over HTTP',
          async run() {
            const { repo } = overHttp;
            for (const file of edits) {
              const body = { base_change_id: overHttp.tip, files: [toOperation(file)] };
              const { id } = await rest.changes.create({ org, repo, body });
              await rest.bookmarks.move({ org, repo, bookmark: 'main', body: { change_id: id } });
              overHttp.tip = id;
            }
          },
        },
      ],
    ),
  ];
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MesaRest } from 'mesa-rest';
import { writeFiles } from '../lib/arena.js';
import { startDepotProcess } from '../lib/depot-process.js';
import { openGitShell } from '../lib/git-shell.js';
import { type Comparison, comparePeers } from '../lib/paired-rounds.js';
import { editLine, sampleTree } from '../lib/sample-tree.js';
import { startGitServer } from '../lib/start-git-server.js';

const FILES = 10_000;
const EDITED = 50;
const ROUNDS = 7;

/** Real git as the client of a depot and of `git http-backend`, each in a process of its own. */
export async function benchGit(): Promise<Comparison[]> {
  await using git = openGitShell(); // first, while this process is small
  const folder = await mkdtemp(join(tmpdir(), 'mesa-bench-git-'));
  try {
    await using server = await startGitServer(folder);
    await using depot = await startDepotProcess();
    const rest = new MesaRest({ apiKey: depot.apiKey, serverUrl: depot.apiUrl });
    const origin = depot.apiUrl.replace(/\/v1$/, '').replace('://', `://t:${depot.apiKey}@`);
    const depotUrl = (repo: string) => `${origin}/${depot.org}/${repo}.git`;
    const gitUrl = (repo: string) => `${server.url}/${repo}.git`;
    const createRepos = async (name: string): Promise<void> => {
      await rest.repos.create({ org: depot.org, body: { name } });
      await git.run(
        folder,
        `git init -q --bare ${name}.git && git -C ${name}.git config http.receivepack true && git -C ${name}.git config uploadpack.allowFilter true`,
      );
    };

    const tree = sampleTree(FILES);
    await writeFiles(tree, join(folder, 'work'));
    await git.run(folder, 'git init -q work && cd work && git add -A && git commit -q -m base');
    const edited = tree
      .slice(0, EDITED)
      .map(({ path, text }) => ({ path, text: editLine(text, 3, 'edited') }));
    await writeFiles(edited, join(folder, 'work'));
    await git.run(join(folder, 'work'), 'git checkout -q -b next && git commit -q -a -m next && git gc -q');

    await createRepos('served');
    for (const url of [depotUrl('served'), gitUrl('served')]) {
      await git.run(join(folder, 'work'), `git push -q ${url} main next`);
    }
    // As a host keeps it: one pack, with what makes clones fast.
    await git.run(join(folder, 'served.git'), 'git repack -a -d -q --write-bitmap-index');

    const peers = (command: (url: string, folder: string) => string, prepare?: () => Promise<void>) =>
      [
        {
          name: 'git http-backend',
          ...(prepare && { prepare }),
          run: (round: number) => git.run(folder, command(gitUrl('served'), `git-${round}`)),
        },
        {
          name: 'depot',
          run: (round: number) => git.run(folder, command(depotUrl('served'), `depot-${round}`)),
        },
      ] as const;

    const again = await comparePeers(
      `clone of ${FILES} files, bare, the same commit as the round before`,
      ROUNDS,
      peers((url, to) => `git clone -q --bare ${url} bare-${to}`),
    );
    const clone = await comparePeers(
      `clone of ${FILES} files, bare, after a push of one commit`,
      ROUNDS,
      peers(
        (url, to) => `git clone -q --bare ${url} fresh-${to}`,
        async () => {
          await git.run(join(folder, 'work'), 'git checkout -q main && git commit -q --allow-empty -m more');
          for (const url of [depotUrl('served'), gitUrl('served')]) {
            await git.run(join(folder, 'work'), `git push -q ${url} main`);
          }
        },
      ),
    );
    const shallow = await comparePeers(
      `clone of ${FILES} files, depth 1, without files (--filter=blob:none), bare`,
      ROUNDS,
      peers((url, to) => `git clone -q --bare --depth 1 --filter=blob:none ${url} shallow-${to}`),
    );
    await git.run(
      folder,
      'git init -q --bare base.git && git -C work push -q ../base.git next~1:refs/heads/main',
    );
    const fetch = await comparePeers(
      `fetch of a commit with ${EDITED} changed files of ${FILES}`,
      ROUNDS,
      peers((url, to) => `cp -r base.git fetch-${to} && git -C fetch-${to} fetch -q ${url} next`),
    );
    const nothing = await comparePeers(
      'fetch of nothing new',
      ROUNDS,
      peers((url) => `git -C work fetch -q ${url} next`),
    );
    const push = await comparePeers(`push of ${FILES} files to an empty repository`, ROUNDS, [
      {
        name: 'git http-backend',
        prepare: (round) => createRepos(`pushed-${round}`),
        run: (round) => git.run(join(folder, 'work'), `git push -q ${gitUrl(`pushed-${round}`)} main`),
      },
      {
        name: 'depot',
        run: (round) => git.run(join(folder, 'work'), `git push -q ${depotUrl(`pushed-${round}`)} main`),
      },
    ]);
    return [clone, again, shallow, fetch, nothing, push];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

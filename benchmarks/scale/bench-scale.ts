import { createDepot, type Depot } from 'mesa-depot';
import { type CostCounter, createCostCounter } from '../../test/helpers/costs/count-costs.js';
import { ROOT_CHANGE, toOperation } from '../lib/arena.js';
import { type GitShell, openGitShell } from '../lib/git-shell.js';
import { createRandom } from '../lib/sample-tree.js';
import { type Cost, measureAll, type Operation, printGrowth } from './measure-growth.js';
import { pushHistory } from './push-history.js';

/** What the service methods of a depot take first. */
type Call = Parameters<Depot['services']['changes']['create']>[0];

interface World {
  readonly depot: Depot;
  readonly call: Call;
  readonly counter: CostCounter;
  readonly git: GitShell;
  readonly random: () => number;
}

/** How much of each there is at most; a hundredth and a tenth of it are measured too. */
const FILES = 100_000;
const CHANGES = 100_000;
const REPOS = 10_000;
const FILES_PER_CHANGE = 2_000;
const PAGE = 100;
/** Changes between what is near. */
const NEAR = 50;

/**
 * What hot operations cost in a small, a larger and a large tree, history and organization, in process: without HTTP, so
 * that nothing hides growth. `MESA_BENCH_SCALE=0.1` has a tenth of everything, `MESA_BENCH_DATABASE_URL` another engine.
 */
export async function benchScale(): Promise<void> {
  const scale = Number(process.env.MESA_BENCH_SCALE ?? 1);
  const sizesOf = (most: number): number[] => [100, 10, 1].map((part) => Math.round((most * scale) / part));
  const git = openGitShell(); // first, while this process is small
  const counter = createCostCounter();
  const databaseUrl = process.env.MESA_BENCH_DATABASE_URL;
  await using depot = await createDepot({
    wrapStorage: (storage) => counter.wrapStorage(storage),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  const call: Call = {
    actor: await depot.services.auth.authenticate(`Bearer ${depot.apiKey}`),
    requestId: 'benchmark',
  };
  const world: World = { depot, call, counter, git, random: createRandom(7) };
  await grow('Files in the tree', sizesOf(FILES), (size) => atTree(world, size));
  await grow('Changes in the history', sizesOf(CHANGES), (size) => atHistory(world, size));
  await grow('Repositories', sizesOf(REPOS), (size) => atRepos(world, size));
  await git[Symbol.asyncDispose]();
}

async function grow(
  title: string,
  sizes: readonly number[],
  measure: (size: number) => Promise<Map<string, Cost>>,
): Promise<void> {
  const found: Map<string, Cost>[] = [];
  for (const size of sizes) found.push(await measure(size));
  printGrowth(title, sizes, found);
}

/** A tree with ten names in each directory, as deep as its files need. */
async function atTree({ depot, call, counter, random }: World, size: number): Promise<Map<string, Cost>> {
  const { org, services } = depot;
  const repo = `tree-${size}`;
  await services.repos.create(call, { org, name: repo });
  const digits = String(size - 1).length;
  const pathOf = (index: number): string =>
    `${[...String(index).padStart(digits, '0')].map((digit) => `n${digit}`).join('/')}.txt`;
  let tip = ROOT_CHANGE;
  for (let from = 0; from < size; from += FILES_PER_CHANGE) {
    const count = Math.min(FILES_PER_CHANGE, size - from);
    const files = Array.from({ length: count }, (_, index) =>
      toOperation({ path: pathOf(from + index), text: `file ${from + index}\n` }),
    );
    tip = (await services.changes.create(call, { org, repo, base_change_id: tip, files })).id;
  }
  await services.bookmarks.move(call, { org, repo, bookmark: 'main', change_id: tip });
  const somePath = (): string => pathOf(Math.floor(random() * size));
  const edit = (text: string) => [toOperation({ path: somePath(), text })];
  const on = { org, repo, base_change_id: tip };
  const create = async (round: number) =>
    (await services.changes.create(call, { ...on, files: edit(`${round}\n`) })).id;
  const change = await create(-1);
  const rounds = 30;
  for (let round = 0; round < rounds; round++) {
    for (const side of ['ours', 'theirs']) {
      const id = await create(round);
      await services.bookmarks.create(call, { org, repo, name: `${side}-${round}`, change_id: id });
    }
  }
  return measureAll(counter, {
    'read a file': () => services.content.get(call, { org, repo, path: somePath() }),
    'list a folder': () =>
      services.content.get(call, { org, repo, path: somePath().split('/').slice(0, -1).join('/') }),
    'create a change of one file': create,
    'amend a change by one file': (round) =>
      services.changes.update(call, { org, repo, change_id: change, files: edit(`amended ${round}\n`) }),
    'diff of one changed file': async () =>
      services.diffs.get(call, { org, repo, base_change_id: tip, head_change_id: change }),
    'merge two changes of one file': (round) =>
      services.bookmarks.merge(call, {
        org,
        repo,
        target: `ours-${round}`,
        source: `theirs-${round}`,
        allow_conflicted: true,
      }),
  });
}

/** A history in one line, pushed by git. */
async function atHistory(world: World, size: number): Promise<Map<string, Cost>> {
  const { depot, call, counter, git, random } = world;
  const { org, services } = depot;
  const repo = `history-${size}`;
  await services.repos.create(call, { org, name: repo });
  const start = performance.now();
  await pushHistory(git, {
    url: `${depot.vcsUrl}/${org}/${repo}.git`,
    password: depot.apiKey,
    commits: size,
  });
  console.log(`\n${size} commits pushed in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const tip = (await services.bookmarks.get(call, { org, repo, bookmark: 'main' })).change_id;
  // As deep as a tenth of the history, and as deep as in every other one.
  let cursor: string | undefined;
  let someId = tip;
  let nearId = tip;
  for (let page = 0; page < size / 10 / PAGE; page++) {
    const at = cursor === undefined ? {} : { cursor };
    const { changes, next_cursor } = await services.changes.list(call, { org, repo, limit: PAGE, ...at });
    cursor = next_cursor ?? undefined;
    someId = changes[Math.floor(random() * changes.length)]?.id ?? someId;
    if (page === 0) nearId = changes[NEAR]?.id ?? nearId;
  }
  const file = (text: string) => [toOperation({ path: 'file.txt', text })];
  const create = async (base: string, text: string): Promise<string> =>
    (await services.changes.create(call, { org, repo, base_change_id: base, files: file(text) })).id;
  const mine = await create(tip, 'mine\n');
  for (let round = 0; round < 30; round++) {
    for (const [name, base] of [
      ['near', nearId],
      ['far', someId],
    ] as const) {
      const old = await create(base, `old ${round}\n`);
      await services.bookmarks.create(call, { org, repo, name: `${name}-old-${round}`, change_id: old });
      await services.bookmarks.create(call, { org, repo, name: `${name}-new-${round}`, change_id: tip });
      await services.bookmarks.create(call, { org, repo, name: `${name}-forward-${round}`, change_id: base });
    }
  }
  const operations: Record<string, Operation> = {
    'get a change': () => services.changes.get(call, { org, repo, change_id: someId }),
    'read a file': () => services.content.get(call, { org, repo, path: 'file.txt' }),
    'list the newest 50 changes': () => services.changes.list(call, { org, repo, limit: 50 }),
    'list 50 changes further down': () =>
      services.changes.list(call, { org, repo, limit: 50, ...(cursor === undefined ? {} : { cursor }) }),
    'create a change on the tip': (round) => create(tip, `${round}\n`),
    'amend a change on the tip': (round) =>
      services.changes.update(call, { org, repo, change_id: mine, files: file(`mine ${round}\n`) }),
  };
  for (const [name, distance] of [
    ['near', `${NEAR} changes`],
    ['far', 'a tenth of all'],
  ] as const) {
    operations[`move a bookmark forwards over ${distance}`] = (round) =>
      services.bookmarks.move(call, {
        org,
        repo,
        bookmark: `${name}-forward-${round}`,
        change_id: tip,
        allow_backwards: false,
      });
    operations[`merge a change that began ${distance} ago`] = (round) =>
      services.bookmarks.merge(call, {
        org,
        repo,
        target: `${name}-new-${round}`,
        source: `${name}-old-${round}`,
        allow_conflicted: true,
      });
  }
  return measureAll(counter, operations);
}

let made = 0;

async function atRepos({ depot, call, counter, random }: World, size: number): Promise<Map<string, Cost>> {
  const { org, services } = depot;
  for (; made < size; made++) {
    const tags = { team: `team-${made % 10}`, number: String(made) };
    await services.repos.create(call, { org, name: `repo-${made}`, tags });
  }
  let cursor: string | undefined;
  for (let page = 0; page < size / 2 / PAGE; page++) {
    const at = cursor === undefined ? {} : { cursor };
    cursor = (await services.repos.list(call, { org, limit: PAGE, ...at })).next_cursor ?? undefined;
  }
  const some = (): string => `repo-${Math.floor(random() * size)}`;
  return measureAll(counter, {
    'find out who is calling': () => services.auth.authenticate(`Bearer ${depot.apiKey}`),
    'get a repository': () => services.repos.get(call, { org, repo: some() }),
    'list the first 50': () => services.repos.list(call, { org, limit: 50 }),
    'list 50 half-way': () =>
      services.repos.list(call, { org, limit: 50, ...(cursor === undefined ? {} : { cursor }) }),
    'list 50 of a team of a tenth': () =>
      services.repos.list(call, { org, limit: 50, tags: JSON.stringify({ team: 'team-3' }) }),
    'find one by a tag': () =>
      services.repos.list(call, { org, limit: 50, tags: JSON.stringify({ number: String(size - 1) }) }),
    'create a repository': (round) => services.repos.create(call, { org, name: `new-${size}-${round}` }),
  });
}

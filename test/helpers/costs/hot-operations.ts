import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDepot, type Depot } from 'mesa-depot';
import { type Change, Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { type CostCounter, type Costs, createCostCounter } from './count-costs.js';

/** An operation and what it took. */
export interface HotOperation {
  readonly name: string;
  readonly costs: Costs;
  /** The SQL that it took, in order. */
  readonly statements: readonly string[];
}

const NOW = Date.UTC(2026, 0, 1);
const repo = 'hot';
const author = { name: 'Ada', email: 'ada@example.com' };
/** Three folders deep, as most files of real trees are. */
const FOLDER = 'src/pkg/lib';
const FILE = `${FOLDER}/file-00.txt`;

/**
 * Does each of the operations that agents do all day once, through the SDK over HTTP, on a depot on disk, and returns
 * what it took. Client, server and caches are warm, but where the name says otherwise.
 */
export async function measureHotOperations(): Promise<HotOperation[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'mesa-costs-'));
  try {
    const prepared = await withDepot(dataFolder, prepare);
    // A depot that was just started has nothing in its caches.
    return await withDepot(dataFolder, (world) => operate(world, prepared));
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

interface World {
  readonly counter: CostCounter;
  readonly mesa: Mesa;
  /** A client that has not asked anything yet. */
  newClient(): Mesa;
}

/** The changes that the operations start from. */
interface Prepared {
  readonly tip: Change;
  /** Ten files edited on top of the tip. */
  readonly edited: Change;
}

async function withDepot<Result>(
  dataFolder: string,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const counter = createCostCounter();
  await using depot: Depot = await createDepot({
    dataFolder,
    // Noting that a key is in use takes a statement a minute: here it is the same minute all the time.
    now: () => NOW,
    wrapStorage: (storage) => counter.wrapStorage(storage),
  });
  const { apiUrl, apiKey } = depot;
  const newClient = (): Mesa => new Mesa({ apiUrl, apiKey, fetch: counter.fetch });
  const mesa = newClient();
  await mesa.whoami();
  return await work({ counter, mesa, newClient });
}

/** Makes a repository with 60 changes on 12 files, 60 bookmarks, two more changes that diverge, and 59 other repositories. */
async function prepare({ mesa }: World): Promise<Prepared> {
  await mesa.repos.create({ name: repo });
  const numbers = Array.from({ length: 59 }, (_, index) => String(index).padStart(2, '0'));
  let tip = await write(mesa, VIRTUAL_ROOT_CHANGE_ID, [
    'README.md',
    ...numbers.slice(0, 11).map((number) => `${FOLDER}/file-${number}.txt`),
  ]);
  for (const number of numbers) {
    tip = await write(mesa, tip.id, [FILE], `${number}\n`);
    await mesa.bookmarks.create({ repo, name: `topic-${number}`, change_id: tip.id });
    await mesa.repos.create({ name: `other-${number}` });
  }
  await mesa.bookmarks.move({ repo, bookmark: 'main', change_id: tip.id });
  const ours = await write(mesa, tip.id, [FILE], 'ours\n');
  const theirs = await write(mesa, tip.id, [`${FOLDER}/file-01.txt`], 'theirs\n');
  const edited = await write(
    mesa,
    tip.id,
    numbers.slice(0, 10).map((number) => `${FOLDER}/file-${number}.txt`),
    'edited\n',
  );
  await mesa.bookmarks.create({ repo, name: 'ours', change_id: ours.id });
  await mesa.bookmarks.create({ repo, name: 'theirs', change_id: theirs.id });
  return { tip, edited };
}

async function operate(world: World, { tip, edited }: Prepared): Promise<HotOperation[]> {
  const { counter, mesa, newClient } = world;
  const done: HotOperation[] = [];
  const measure = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    let result: Result | undefined;
    const costs = await counter.measure(async () => {
      result = await work();
    });
    done.push({ name, costs, statements: counter.lastStatements });
    return result as Result;
  };
  const readFile = () => mesa.content.getBytes({ repo, path: FILE });
  const listFolder = () => mesa.content.get({ repo, path: FOLDER });
  const listChanges = (limit: number) => async () => void (await mesa.changes.list({ repo, limit }));

  await measure('read a file 3 folders deep, caches empty', readFile);
  await measure('read it again', readFile);
  await measure('the same, named by its change', () =>
    mesa.content.getBytes({ repo, change_id: tip.id, path: FILE }),
  );
  await measure('list its folder of 11 files', listFolder);
  const newcomer = newClient();
  await measure('get a repository, as the first call of a client', () => newcomer.repos.get({ repo }));
  await measure('get a repository', () => newcomer.repos.get({ repo }));
  await measure('get a bookmark', async () => mesa.bookmarks.get({ repo, bookmark: 'main' }));
  await measure('get a change', () => mesa.changes.get({ repo, change_id: edited.id }));
  await measure('list 50 changes, caches empty', listChanges(50));
  await measure('list 50 changes', listChanges(50));
  await measure('list 5 changes', listChanges(5));
  await measure('list 50 bookmarks', async () => void (await mesa.bookmarks.list({ repo, limit: 50 })));
  await measure('list 50 repositories', async () => void (await mesa.repos.list({ limit: 50 })));
  await measure('diff of 10 changed files', () =>
    mesa.diffs.get({ repo, base_change_id: tip.id, head_change_id: edited.id }),
  );
  const change = await measure('create a change of 1 file 3 folders deep', () =>
    write(mesa, tip.id, [FILE], 'created\n'),
  );
  await measure('create a change of 10 files in one folder', () =>
    write(
      mesa,
      tip.id,
      Array.from({ length: 10 }, (_, index) => `${FOLDER}/new-${index}.txt`),
    ),
  );
  await measure('amend that 1 file', () =>
    mesa.changes.update({ repo, change_id: change.id, files: [{ path: FILE, text: 'amended\n' }] }),
  );
  await measure('move a bookmark', () =>
    mesa.bookmarks.move({ repo, bookmark: 'main', change_id: change.id }),
  );
  await measure('create a bookmark', () =>
    mesa.bookmarks.create({ repo, name: 'created', change_id: change.id }),
  );
  await measure('merge two changes of 1 file each', () =>
    mesa.bookmarks.merge({ repo, target: 'ours', source: 'theirs' }),
  );
  await measure('create a repository', () => mesa.repos.create({ name: 'created' }));
  return done;
}

/** Makes a change that gives these files a text that starts with their path. */
function write(mesa: Mesa, base: string, paths: readonly string[], text = ''): Promise<Change> {
  return mesa.changes.create({
    repo,
    base_change_id: base,
    message: 'Change',
    author,
    files: paths.map((path) => ({ path, text: `${path}\n${text}` })),
  });
}

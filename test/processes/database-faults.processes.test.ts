import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exportFromFolder } from 'mesa-depot';
import { VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres } from '../../packages/mesa-depot/src/storage/testing/postgres-server.js';
import { newRandom, type Random } from '../faults/random.js';
import { checkRegister } from './check-register.js';
import { Cluster } from './cluster.js';
import { BookmarkHistory } from './swap-bookmark.js';

const run = promisify(execFile);

/** Faults of each kind, and swaps that must be acknowledged between two of them. */
const FAULTS = 2;
const SWAPS_BETWEEN = 4;
const CLIENTS = 4;

/** What two depots on one database acknowledged is there afterwards, and nothing is half-made, whatever dies in between. */
describe.skipIf(!hasPostgres)('acknowledged writes of several processes survive', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start({ depots: 2 });
  });
  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  it.each<[string, (random: Random) => Promise<void>]>([
    [
      'a depot that is killed and started again',
      async (random) => {
        const depot = cluster.depots[Math.floor(random.between(0, 2))];
        await depot?.kill();
        await pause(random.between(0, 100));
        await depot?.start();
      },
    ],
    [
      'a database server that is killed and started again',
      async (random) => {
        await cluster.server.kill();
        await pause(random.between(0, 200));
        await cluster.server.start();
      },
    ],
    [
      'connections to the database that are cut, and refused for a while',
      async (random) => {
        cluster.wire.weather.isDown = random.between(0, 1) < 0.5;
        cluster.wire.cut();
        await pause(random.between(0, 200));
        cluster.wire.weather.isDown = false;
      },
    ],
    [
      'answers of the database that are lost, those to a commit among them',
      async (random) => {
        cluster.wire.weather.losesAnswers = true;
        await pause(random.between(1, 60));
        cluster.wire.weather.losesAnswers = false;
      },
    ],
  ])('%s', async (name, fault) => {
    const random = newRandom();
    const org = cluster.depots[0]?.org ?? '';
    const history = await BookmarkHistory.start(cluster.client(0), org);
    let isOver = false;
    const clients = Array.from({ length: CLIENTS }, async (_, index) => {
      while (!isOver) {
        const { failures } = history;
        await history.swap(cluster.client(index));
        if (history.failures > failures) await pause(50);
      }
    });
    const watched = Promise.all(clients);
    for (let count = 0; count <= FAULTS; count++) {
      const enough = history.acknowledged.length + SWAPS_BETWEEN;
      // A client that fails in a way it must not ends the wait.
      while (history.acknowledged.length < enough) await Promise.race([pause(5), watched]);
      if (count === FAULTS) break;
      await pause(random.between(0, 40));
      await fault(random);
    }
    isOver = true;
    await watched;

    const send = cluster.client(1);
    const chain = await history.chain(send);
    const missing = history.acknowledged.filter((change) => !chain.includes(change));
    console.log(
      `${name}, seed ${random.seed}: ${history.acknowledged.length} swaps acknowledged, ${history.failures} requests failed, ${missing.length} lost`,
    );
    const problems = checkRegister(history.operations, VIRTUAL_ROOT_CHANGE_ID, chain[0] ?? '');
    expect({ seed: random.seed, missing, problems }).toEqual({
      seed: random.seed,
      missing: [],
      problems: [],
    });
    await expectWhole(history.path.repo);
  });

  /** Every object that a bookmark leads to is there and hashes to its name. */
  async function expectWhole(repo: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'mesa-processes-'));
    try {
      const to = join(folder, 'repo.git');
      await exportFromFolder({ dataFolder: folder, databaseUrl: cluster.databaseUrl, repo, to });
      await run('git', ['-C', to, 'fsck', '--strict', '--full', '--no-dangling']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
});

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

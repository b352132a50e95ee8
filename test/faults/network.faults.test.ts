import { Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DepotProcess } from './depot-process.js';
import { FlakyProxy } from './flaky-proxy.js';
import { newRandom, type Random } from './random.js';
import { lostOf, writeUntil } from './writing.js';

/** A way to a depot through a proxy, and one past it. */
interface Line extends AsyncDisposable {
  readonly proxy: FlakyProxy;
  readonly mesa: Mesa;
  readonly direct: Mesa;
}

/** A round is over when so many writes are acknowledged and there was trouble enough, or when it has taken so long. */
const WRITES = 40;
const ROUND_MS = 30_000;

/** What is acknowledged is there afterwards, whatever happens to the server and to the way there. */
describe.concurrent('acknowledged writes survive', () => {
  let depot: DepotProcess;
  let counter = 0;
  beforeAll(async () => {
    depot = await DepotProcess.start();
  });
  afterAll(async () => {
    await depot?.[Symbol.asyncDispose]();
  });

  /** Returns a way of its own to a depot. */
  async function connect(to: DepotProcess = depot): Promise<Line> {
    const proxy = await FlakyProxy.start(() => to.port);
    return {
      proxy,
      mesa: new Mesa({ apiUrl: proxy.apiUrl, apiKey: to.apiKey }),
      direct: new Mesa({ apiUrl: to.apiUrl, apiKey: to.apiKey }),
      [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
    };
  }

  async function makeRepo(direct: Mesa): Promise<{ repo: string; change: string }> {
    const { name: repo } = await direct.repos.create({ name: `faults-${++counter}` });
    const { id: change } = await direct.changes.create({
      repo,
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      files: [{ path: 'shared.txt', text: 'base\n' }],
    });
    return { repo, change };
  }

  /** Writes until there was trouble enough; `trouble` makes a little of it and returns how much there was so far. */
  async function round(
    name: string,
    { mesa, direct }: Line,
    enough: number,
    trouble: (random: Random, written: () => number) => Promise<number>,
  ): Promise<void> {
    const random = newRandom();
    const { repo, change } = await makeRepo(direct);
    const fs = await mesa.fs.mount({ repos: [{ name: repo, changeId: change }] });
    await fs.change.edit({ repo, changeId: change });
    const end = Date.now() + ROUND_MS;
    let troubles = 0;
    let written = 0;
    let isWritten = false;
    const [acknowledged] = await Promise.all([
      writeUntil(fs, `/${repo}`, random, (count) => {
        written = count;
        isWritten = (count >= WRITES && troubles >= enough) || Date.now() > end;
        return isWritten;
      }),
      (async () => {
        while (!isWritten) troubles = await trouble(random, () => written);
      })(),
    ]);
    await fs.close();
    const read = (path: string): Promise<string> =>
      direct.content.getText({ repo, change_id: change, path: path.slice(repo.length + 2) });
    const lost = await lostOf(acknowledged, read);
    const { is_conflicted } = await direct.changes.get({ repo, change_id: change });
    const { count, errors } = acknowledged;
    const { seed } = random;
    console.log(
      `${name}, seed ${seed}: ${troubles} times, ${count} writes acknowledged, ${errors.length} failed, ${lost.length} lost`,
    );
    expect({ seed, lost, errors, is_conflicted }).toEqual({
      seed,
      lost: [],
      errors: [],
      is_conflicted: false,
    });
    expect(count).toBeGreaterThanOrEqual(WRITES);
    expect(troubles).toBeGreaterThanOrEqual(enough);
  }

  test('a server that is killed and started again', async () => {
    await using mortal = await DepotProcess.start();
    await using line = await connect(mortal);
    let kills = 0;
    let next = 0;
    await round('killed server', line, 4, async (random, written) => {
      await pause(random.between(20, 200));
      // One that is killed before it has stored anything is a server that is down for long.
      if (kills === 4 || written() < next) return kills;
      await mortal.kill();
      await pause(random.between(0, 300));
      await mortal.start();
      next = written() + 4;
      return ++kills;
    });
  });

  test('connections that are cut', async () => {
    await using line = await connect();
    await round('cut connections', line, 20, async (random) => {
      await pause(random.between(5, 150));
      line.proxy.cut();
      return line.proxy.cuts;
    });
  });

  test('answers that get lost', async () => {
    await using line = await connect();
    const { proxy } = line;
    await round('lost answers', line, 5, async (random) => {
      await pause(random.between(50, 200));
      proxy.weather.losesAnswers = true;
      await pause(random.between(20, 150));
      proxy.weather.losesAnswers = false;
      return proxy.lostAnswers;
    });
  });

  test('a slow and narrow line', async () => {
    await using line = await connect();
    line.proxy.weather.delayMs = 40;
    line.proxy.weather.bytesPerSecond = 2_000_000;
    await round('slow line', line, 1, async () => {
      await pause(50);
      return line.proxy.delays;
    });
  });

  test.for([
    ['refuses connections', { isDown: true }],
    ['does not answer', { delayMs: 20_000 }],
  ] as const)(
    'a server that %s keeps nobody from what is here, nor from writing',
    async ([, weather], { expect }) => {
      await using line = await connect();
      const { proxy, mesa, direct } = line;
      const clear = { ...proxy.weather };
      const { repo, change } = await makeRepo(direct);
      await using fs = await mesa.fs.mount({ repos: [{ name: repo, changeId: change }] });
      await fs.change.edit({ repo, changeId: change });
      expect(await fs.readFile(`/${repo}/shared.txt`)).toBe('base\n');
      // Until the last news is too old.
      await pause(1_200);
      Object.assign(proxy.weather, weather);
      proxy.cut();
      const started = Date.now();
      expect(await fs.readFile(`/${repo}/shared.txt`)).toBe('base\n');
      expect(Date.now() - started).toBeLessThan(4_000);
      const again = Date.now();
      expect(await fs.readdir(`/${repo}`)).toEqual(['shared.txt']);
      const written = fs.writeFile(`/${repo}/mine.txt`, 'mine\n');
      await expect.poll(() => fs.readFile(`/${repo}/mine.txt`)).toBe('mine\n');
      expect(Date.now() - again).toBeLessThan(2_000);
      await direct.changes.update({
        repo,
        change_id: change,
        files: [{ path: 'theirs.txt', text: 'theirs\n' }],
      });
      Object.assign(proxy.weather, clear);
      proxy.cut();
      await written;
      await expect
        .poll(() => fs.readFile(`/${repo}/theirs.txt`).catch(String), { timeout: 5_000 })
        .toBe('theirs\n');
      expect(await direct.content.getText({ repo, change_id: change, path: 'mine.txt' })).toBe('mine\n');
    },
  );

  test('a batch whose answer was lost is no conflict with what somebody wrote after it', async ({
    expect,
  }) => {
    await using line = await connect();
    const { proxy, mesa, direct } = line;
    const { repo, change } = await makeRepo(direct);
    await using fs = await mesa.fs.mount({ repos: [{ name: repo, changeId: change }] });
    await fs.change.edit({ repo, changeId: change });
    await fs.readFile(`/${repo}/shared.txt`);
    proxy.weather.losesAnswers = true;
    const written = fs.writeFile(`/${repo}/shared.txt`, 'mine\n');
    const stored = async (): Promise<string> =>
      direct.content.getText({ repo, change_id: change, path: 'shared.txt' });
    await expect.poll(stored, { timeout: 5_000 }).toBe('mine\n');
    await direct.changes.update({
      repo,
      change_id: change,
      files: [{ path: 'shared.txt', text: 'theirs\n' }],
    });
    proxy.weather.losesAnswers = false;
    await written;
    expect(await stored()).toBe('theirs\n');
    expect((await direct.changes.get({ repo, change_id: change })).is_conflicted).toBe(false);
    await expect.poll(() => fs.readFile(`/${repo}/shared.txt`), { timeout: 5_000 }).toBe('theirs\n');
  });
});

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

import { Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DepotProcess } from './depot-process.js';
import { FlakyProxy } from './flaky-proxy.js';
import { newRandom } from './random.js';
import { lostOf, writeUntil } from './writing.js';

/** How long writers write in each of the rounds. */
const ROUND_MS = 2_500;

/** What is acknowledged is there afterwards, whatever happens to the server and to the way there. */
describe('acknowledged writes survive', () => {
  let depot: DepotProcess;
  let proxy: FlakyProxy;
  let mesa: Mesa;
  let direct: Mesa;
  let counter = 0;
  beforeAll(async () => {
    depot = await DepotProcess.start();
    proxy = await FlakyProxy.start(() => depot.port);
    mesa = new Mesa({ apiUrl: proxy.apiUrl, apiKey: depot.apiKey });
    direct = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  });
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await depot?.[Symbol.asyncDispose]();
  });

  async function makeRepo(): Promise<{ repo: string; change: string }> {
    const { name: repo } = await direct.repos.create({ name: `faults-${++counter}` });
    const { id: change } = await direct.changes.create({
      repo,
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      files: [{ path: 'shared.txt', text: 'base\n' }],
    });
    return { repo, change };
  }

  async function round(
    name: string,
    trouble: (isOver: () => boolean, random: ReturnType<typeof newRandom>) => Promise<void>,
  ): Promise<number> {
    const random = newRandom();
    const { repo, change } = await makeRepo();
    const fs = await mesa.fs.mount({ repos: [{ name: repo, changeId: change }] });
    await fs.change.edit({ repo, changeId: change });
    const end = Date.now() + ROUND_MS;
    const isOver = (): boolean => Date.now() > end;
    const [acknowledged] = await Promise.all([
      writeUntil(fs, `/${repo}`, random, isOver),
      trouble(isOver, random),
    ]);
    await fs.close();
    const read = (path: string): Promise<string> =>
      direct.content.getText({ repo, change_id: change, path: path.slice(repo.length + 2) });
    const lost = await lostOf(acknowledged, read);
    const { is_conflicted } = await direct.changes.get({ repo, change_id: change });
    const { texts, errors } = acknowledged;
    console.log(
      `${name}, seed ${random.seed}: ${texts.size} files acknowledged, ${errors.length} writes failed, ${lost.length} lost`,
    );
    expect({ seed: random.seed, lost, errors, is_conflicted }).toEqual({
      seed: random.seed,
      lost: [],
      errors: [],
      is_conflicted: false,
    });
    return texts.size;
  }

  test('a server that is killed and started again', async () => {
    const written = await round('killed server', async (isOver, random) => {
      while (!isOver()) {
        await pause(random.between(100, 700));
        await depot.kill();
        await pause(random.between(0, 300));
        await depot.start();
      }
    });
    expect(written).toBeGreaterThan(0);
  });

  test('connections that are cut', async () => {
    const before = proxy.cuts;
    const written = await round('cut connections', async (isOver, random) => {
      while (!isOver()) {
        await pause(random.between(5, 90));
        proxy.cut();
      }
    });
    expect(proxy.cuts - before).toBeGreaterThan(10);
    expect(written).toBeGreaterThan(0);
  });

  test('answers that get lost', async () => {
    const before = proxy.lostAnswers;
    await round('lost answers', async (isOver, random) => {
      while (!isOver()) {
        await pause(random.between(50, 200));
        proxy.weather.losesAnswers = true;
        await pause(random.between(20, 150));
        proxy.weather.losesAnswers = false;
      }
    });
    expect(proxy.lostAnswers - before).toBeGreaterThan(0);
  });

  test('a slow and narrow line', async () => {
    proxy.weather.delayMs = 40;
    proxy.weather.bytesPerSecond = 2_000_000;
    try {
      expect(await round('slow line', async () => {})).toBeGreaterThan(0);
    } finally {
      proxy.weather.delayMs = 0;
      proxy.weather.bytesPerSecond = 0;
    }
  });

  test.each([
    ['refuses connections', { isDown: true }],
    ['does not answer', { delayMs: 20_000 }],
  ])('a server that %s keeps nobody from what is here, nor from writing', async (_, weather) => {
    const clear = { ...proxy.weather };
    const { repo, change } = await makeRepo();
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
  });

  test('a batch whose answer was lost is no conflict with what somebody wrote after it', async () => {
    const { repo, change } = await makeRepo();
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

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileSystemError, Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DepotProcess } from './depot-process.js';
import { FlakyProxy } from './flaky-proxy.js';
import { newRandom } from './random.js';
import { WriterProcess } from './writer-process.js';

const KILLS = 3;
/** Writes that are only in the journal when a process is killed. */
const KEPT = 4;

/** What is acknowledged, or said to be in the journal, is there afterwards, also when the writing process is not. */
describe.concurrent('processes that are killed', () => {
  let depot: DepotProcess;
  let direct: Mesa;
  let journal: string;
  let counter = 0;
  beforeAll(async () => {
    journal = await mkdtemp(join(tmpdir(), 'mesa-faults-journal-'));
    depot = await DepotProcess.start();
    direct = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  });
  afterAll(async () => {
    await depot?.[Symbol.asyncDispose]();
    await rm(journal, { recursive: true, force: true });
  });

  async function makeRepo(): Promise<{ repo: string; change: string }> {
    const { name: repo } = await direct.repos.create({ name: `killed-${++counter}` });
    const { id: change } = await direct.changes.create({
      repo,
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      files: [{ path: 'shared.txt', text: 'base\n' }],
    });
    return { repo, change };
  }

  const reader = (repo: string, change_id: string) => (path: string) =>
    direct.content.getText({ repo, change_id, path });

  const connect = (): Promise<FlakyProxy> => FlakyProxy.start(() => depot.port);

  const start = async (
    proxy: FlakyProxy,
    writeTimeoutMs: number,
  ): Promise<{ repo: string; change: string; writer: WriterProcess }> => {
    const { repo, change } = await makeRepo();
    const writer = await WriterProcess.start(
      proxy.apiUrl,
      depot.apiKey,
      repo,
      change,
      'w',
      journal,
      `${writeTimeoutMs}`,
    );
    return { repo, change, writer };
  };

  test('a process killed while the server answers has lost nothing that was stored', async () => {
    await using proxy = await connect();
    const random = newRandom();
    const moments = Array.from(
      { length: KILLS },
      () => [Math.ceil(random.between(5, 40)), random.between(0, 60)] as const,
    );
    const rounds = await Promise.all(
      moments.map(async ([writes, waitMs]) => {
        const { repo, change, writer } = await start(proxy, 20_000);
        await writer.hasStored(writes);
        await pause(waitMs);
        await writer.kill();
        const lost = [...(await writer.lost(reader(repo, change))), ...writer.failures];
        return { stored: writer.stored, lost };
      }),
    );
    const stored = rounds.reduce((sum, round) => sum + round.stored, 0);
    const lost = rounds.flatMap((round) => round.lost);
    console.log(
      `killed ${KILLS} times, seed ${random.seed}: ${stored} writes acknowledged, ${lost.length} lost`,
    );
    expect({ seed: random.seed, lost }).toEqual({ seed: random.seed, lost: [] });
    expect(stored).toBeGreaterThanOrEqual(KILLS * 5);
  });

  test('a process killed while the server is away leaves a journal that the next mount replays', async () => {
    await using proxy = await connect();
    const random = newRandom();
    const rounds = await Promise.all(
      Array.from({ length: KILLS }, async () => ({
        ...(await start(proxy, 300)),
        waitMs: random.between(0, 300),
      })),
    );
    await Promise.all(rounds.map(({ writer }) => writer.hasStored(3)));
    proxy.weather.isDown = true;
    proxy.cut();
    await Promise.all(
      rounds.map(async ({ writer, waitMs }) => {
        // Before that, a write may have been late and have left the journal again.
        await writer.hasKept(writer.kept + KEPT);
        await pause(waitMs);
        await writer.kill();
      }),
    );
    proxy.weather.isDown = false;
    const lost: string[] = [];
    for (const { repo, change, writer } of rounds) {
      const mesa = new Mesa({ apiUrl: proxy.apiUrl, apiKey: depot.apiKey });
      await using fs = await mesa.fs.mount({
        repos: [{ name: repo, changeId: change }],
        journal: { path: journal },
      });
      const left = await fs.journal.list();
      expect(left[0]?.repo).toBe(repo);
      expect(left).toHaveLength(1);
      expect(left[0]?.paths.length).toBeGreaterThan(0);
      const replayed = await fs.journal.replay();
      expect(replayed.map(({ changeOid, paths }) => ({ changeOid, paths }))).toEqual(
        left.map(({ paths }) => ({ changeOid: change, paths })),
      );
      expect(await fs.journal.list()).toEqual([]);
      lost.push(...(await writer.lost(reader(repo, change))), ...writer.failures);
      expect((await direct.changes.get({ repo, change_id: change })).is_conflicted).toBe(false);
      // And the mount shows it.
      lost.push(...(await writer.lost((path) => fs.readFile(`/${repo}/${path}`))));
    }
    const kept = rounds.reduce((sum, { writer }) => sum + writer.kept, 0);
    console.log(
      `killed ${KILLS} times, seed ${random.seed}: ${kept} writes in the journal, ${lost.length} lost`,
    );
    expect({ seed: random.seed, lost }).toEqual({ seed: random.seed, lost: [] });
    expect(kept).toBeGreaterThanOrEqual(KILLS * KEPT);
  });

  test('two processes that write the same change keep what each of them wrote', async () => {
    await using proxy = await connect();
    const random = newRandom();
    const { repo, change } = await makeRepo();
    const writers = await Promise.all(
      ['a', 'b'].map((prefix) =>
        WriterProcess.start(proxy.apiUrl, depot.apiKey, repo, change, prefix, journal, '20000'),
      ),
    );
    await Promise.all(writers.map((writer) => writer.hasStored(10)));
    proxy.cut();
    await Promise.all(writers.map((writer) => writer.hasStored(20)));
    await pause(random.between(0, 200));
    await Promise.all(writers.map((writer) => writer.kill()));
    const lost = (await Promise.all(writers.map((writer) => writer.lost(reader(repo, change))))).flat();
    const failures = writers.flatMap((writer) => writer.failures);
    const counts = writers.map(({ stored }) => stored);
    console.log(
      `two writers, seed ${random.seed}: ${counts.join(' and ')} writes acknowledged, ${lost.length} lost`,
    );
    expect({ seed: random.seed, lost, failures }).toEqual({ seed: random.seed, lost: [], failures: [] });
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(20);
    expect((await direct.changes.get({ repo, change_id: change })).is_conflicted).toBe(false);
  });

  test('a filesystem that is closed with the server away says where its writes are, and others merge with them', async () => {
    await using proxy = await connect();
    const { repo, change } = await makeRepo();
    const mesa = new Mesa({ apiUrl: proxy.apiUrl, apiKey: depot.apiKey });
    const mount = () =>
      mesa.fs.mount({
        repos: [{ name: repo, changeId: change }],
        journal: { path: journal },
        writeTimeoutMs: 300,
      });
    const fs = await mount();
    await fs.change.edit({ repo, changeId: change });
    await fs.readFile(`/${repo}/shared.txt`);
    proxy.weather.isDown = true;
    proxy.cut();
    const big = new Uint8Array(3_000_000).fill(7);
    const failed = await Promise.all(
      [
        fs.writeFile(`/${repo}/shared.txt`, 'mine\n'),
        fs.writeFile(`/${repo}/mine.txt`, 'only mine\n'),
        fs.writeFile(`/${repo}/big.bin`, big),
      ].map((work) => work.catch((error: FileSystemError) => error.code)),
    );
    expect(failed).toEqual(['EIO', 'EIO', 'EIO']);
    expect(await fs.readFile(`/${repo}/shared.txt`)).toBe('mine\n');
    const error: Error = await fs.close().then(
      () => new Error('closed'),
      (thrown: Error) => thrown,
    );
    expect(error.message).toContain('3 paths are not on the server yet');
    expect(error.message).toContain(journal);
    const [folder = ''] = (await readdir(join(journal, 'mesa-journal-1'))).filter((name) =>
      name.includes(repo),
    );
    expect(folder).not.toBe('');

    proxy.weather.isDown = false;
    await direct.changes.update({
      repo,
      change_id: change,
      files: [
        { path: 'shared.txt', text: 'theirs\n' },
        { path: 'theirs.txt', text: 'only theirs\n' },
      ],
    });
    await using later = await mount();
    const [left] = await later.journal.list();
    expect(left).toMatchObject({ repo, paths: ['big.bin', 'mine.txt', 'shared.txt'], bytes: 3_000_015 });
    // Nobody but the next mount has touched it.
    expect(await reader(repo, change)('theirs.txt')).toBe('only theirs\n');
    await expect(reader(repo, change)('mine.txt')).rejects.toThrow();

    expect(await later.journal.replay()).toMatchObject([{ repo, changeOid: change }]);
    expect(await later.readFile(`/${repo}/mine.txt`)).toBe('only mine\n');
    expect(await later.readFile(`/${repo}/theirs.txt`)).toBe('only theirs\n');
    expect(Buffer.compare(await later.readFileBuffer(`/${repo}/big.bin`), big)).toBe(0);
    const merged = await later.readFile(`/${repo}/shared.txt`);
    for (const part of ['<<<<<<<', 'mine\n', 'theirs\n']) expect(merged).toContain(part);
    expect(await readdir(join(journal, 'mesa-journal-1', folder))).toEqual([]);
  });
});

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMount } from '../helpers/can-mount.js';
import { newMountPoint } from '../helpers/mounted.js';
import { DepotProcess } from './depot-process.js';
import { FlakyProxy } from './flaky-proxy.js';
import { newRandom } from './random.js';
import { WriterProcess } from './writer-process.js';

/** Writes that are only in the journal when the process is killed: of different files, the writers have 30. */
const KEPT = 4;

/** What `close` acknowledged to a program is there afterwards, when the process that holds its mount is killed. */
describe.skipIf(!canMount)('a mount whose process is killed', () => {
  let depot: DepotProcess;
  let proxy: FlakyProxy;
  let direct: Mesa;
  let journal: string;
  let counter = 0;
  beforeAll(async () => {
    journal = await mkdtemp(join(tmpdir(), 'mesa-faults-journal-'));
    depot = await DepotProcess.start();
    proxy = await FlakyProxy.start(() => depot.port);
    direct = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  });
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await depot?.[Symbol.asyncDispose]();
    await rm(journal, { recursive: true, force: true });
  });

  async function start(writeTimeoutMs: number) {
    const { name: repo } = await direct.repos.create({ name: `mounted-${++counter}` });
    const { id: change } = await direct.changes.create({
      repo,
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      files: [{ path: 'shared.txt', text: 'base\n' }],
    });
    const folder = await newMountPoint();
    const { apiUrl } = proxy;
    const args = [repo, change, 'w', journal, `${writeTimeoutMs}`, folder];
    const writer = await WriterProcess.start(apiUrl, depot.apiKey, ...args);
    const holder = await writer.mountProcess();
    let killed: Promise<void> | undefined;
    const kill = (): Promise<void> => {
      killed ??= (async () => {
        process.kill(holder, 'SIGKILL');
        // What the writer is told from now on is that there is no mount any more.
        await pause(50);
        await writer.kill();
        // A mount that nobody serves is in the way of removing its folder.
        await promisify(execFile)('umount', ['-l', folder]).catch(() => {});
        await rm(folder, { recursive: true, force: true });
      })();
      return killed;
    };
    return {
      repo,
      change,
      writer,
      kill,
      [Symbol.asyncDispose]: kill,
      read: (path: string) => direct.content.getText({ repo, change_id: change, path }),
    };
  }

  test('has lost nothing that was closed', async () => {
    const random = newRandom();
    await using mounted = await start(20_000);
    const { writer, kill, read } = mounted;
    await writer.hasStored(Math.ceil(random.between(5, 60)));
    await pause(random.between(0, 60));
    await kill();
    const lost = await writer.lost(read);
    console.log(`mount killed, seed ${random.seed}: ${writer.stored} files closed, ${lost.length} lost`);
    expect(writer.stored).toBeGreaterThanOrEqual(5);
    expect({ seed: random.seed, lost }).toEqual({ seed: random.seed, lost: [] });
  });

  test('leaves what could not be sent in its journal, which the next mount replays', async () => {
    const random = newRandom();
    await using mounted = await start(300);
    const { repo, change, writer, kill, read } = mounted;
    await writer.hasStored(Math.ceil(random.between(1, 20)));
    proxy.weather.isDown = true;
    proxy.cut();
    // Before that, a write may have been late and have left the journal again.
    await writer.hasKept(writer.kept + KEPT);
    await pause(random.between(0, 300));
    await kill();
    proxy.weather.isDown = false;
    const mesa = new Mesa({ apiUrl: proxy.apiUrl, apiKey: depot.apiKey });
    await using fs = await mesa.fs.mount({
      repos: [{ name: repo, changeId: change }],
      journal: { path: journal },
    });
    const left = await fs.journal.list();
    expect(left).toHaveLength(1);
    expect(await fs.journal.replay()).toHaveLength(1);
    expect(await fs.journal.list()).toEqual([]);
    const paths = left.flatMap((one) => one.paths);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect(writer.possible.get(path)).toContain((await read(path)).slice(0, 24));
    const lost = await writer.lost(read);
    console.log(
      `mount killed, seed ${random.seed}: ${writer.stored} files closed, ${paths.length} in the journal, ${lost.length} lost`,
    );
    expect({ seed: random.seed, lost }).toEqual({ seed: random.seed, lost: [] });
  });
});

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Mesa, type MesaFileSystem, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMount } from '../helpers/can-mount.js';
import { newMountPoint } from '../helpers/mounted.js';
import { DepotProcess } from './depot-process.js';
import { FlakyProxy } from './flaky-proxy.js';
import { newRandom } from './random.js';

const run = promisify(execFile);

/**
 * A program that makes files in a folder, one after the other, and says the number of each when `close` has returned: a shell would
 * say so too when it has failed. It is one of its own: this process has the proxy, and must not wait for the folder.
 */
const WRITE = `
  const { closeSync, openSync, writeSync } = require('node:fs');
  const [count, folder] = process.argv.slice(1);
  for (let number = 0; number < count; number++) {
    const file = openSync(folder + '/' + number + '.txt', 'w');
    writeSync(file, 'text ' + number + '\\n');
    closeSync(file);
    writeSync(1, number + '\\n');
  }`;
const writer = (count: number, folder: string): [string, string[]] => [
  process.execPath,
  ['-e', WRITE, `${count}`, folder],
];

/** What a mount promises whose `close` is content with the journal. */
describe.skipIf(!canMount)('a mount with `durability: journal`', () => {
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

  async function start() {
    const { name: repo } = await direct.repos.create({ name: `kept-${++counter}` });
    const { id: change } = await direct.changes.create({
      repo,
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      files: [{ path: 'base.txt', text: 'base\n' }],
    });
    const lines: string[] = [];
    const note = (line: string): void => void lines.push(line);
    const mesa = new Mesa({
      apiUrl: proxy.apiUrl,
      apiKey: depot.apiKey,
      logger: { debug: note, info: note, warn: () => {}, error: () => {} },
    });
    const before = await children();
    const open = (mountPoint?: string): Promise<MesaFileSystem> =>
      mesa.fs.mount({
        repos: [{ name: repo, changeId: change }],
        journal: { path: journal },
        durability: 'journal',
        mountPoint,
      });
    const fs = await open(await newMountPoint());
    await fs.change.edit({ repo, changeId: change });
    const host = (await children()).find((pid) => !before.includes(pid)) as number;
    return {
      fs,
      open,
      folder: `${fs.mountPoint}/${repo}`,
      /** Requests that wrote files. */
      writes: () => lines.filter((line) => line.includes('POST') && line.includes('/batch')).length,
      /** Ends the process of the mount without a warning. */
      async kill() {
        process.kill(host, 'SIGKILL');
        await fs.close().catch(() => {});
        await run('umount', ['-l', '-q', fs.mountPoint as string]).catch(() => {});
      },
      read: (number: number) =>
        direct.content
          .getText({ repo, change_id: change, path: `${number}.txt` })
          .catch((error: unknown) => String(error)),
    };
  }

  test('sends many files in few requests, and has them all on the server after `flush`', async () => {
    const { fs, folder, writes, read } = await start();
    await run(...writer(300, folder));
    await fs.flush();
    expect(writes()).toBeGreaterThan(0);
    expect(writes()).toBeLessThanOrEqual(60);
    for (const number of [0, 150, 299]) expect(await read(number)).toBe(`text ${number}\n`);
    expect((await fs.readdir(`/${folder.split('/').at(-1)}`)).length).toBe(301);
    await fs.close();
  });

  test('does not notice that the server is away, and keeps what was closed when its process is killed', async () => {
    const { folder, open, kill, read } = await start();
    // What is in a folder has to be known by somebody.
    await run('ls', [folder]);
    proxy.weather.isDown = true;
    proxy.cut();
    await run(...writer(40, folder), { timeout: 20_000 });
    await kill();
    proxy.weather.isDown = false;
    await using again = await open();
    expect((await again.journal.list()).flatMap(({ paths }) => paths)).toHaveLength(40);
    await again.journal.replay();
    for (let number = 0; number < 40; number++) expect(await read(number)).toBe(`text ${number}\n`);
  });

  test('has lost nothing that was closed, whenever its process is killed', async () => {
    const random = newRandom();
    const { folder, open, kill, read } = await start();
    const script = spawn(...writer(100_000, folder), {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    script.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const closed = once(script, 'close');
    // Some batches are on the server by then, one may be on its way, and some files are in the journal only.
    const wanted = Math.ceil(random.between(50, 400));
    while (said.split('\n').length <= wanted) await once(script.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 700)));
    await kill();
    script.kill('SIGKILL');
    await closed;
    await using again = await open();
    await again.journal.replay();
    const acknowledged = said.split('\n').slice(0, -1).map(Number);
    const lost: number[] = [];
    for (const number of acknowledged) if ((await read(number)) !== `text ${number}\n`) lost.push(number);
    console.log(
      `mount killed, seed ${random.seed}: ${acknowledged.length} files closed, ${lost.length} lost`,
    );
    expect(acknowledged.length).toBeGreaterThanOrEqual(wanted);
    expect({ seed: random.seed, lost }).toEqual({ seed: random.seed, lost: [] });
  });
});

async function children(): Promise<number[]> {
  const text = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}

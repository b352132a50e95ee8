import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { blobOid } from '../../blob-oid.js';
import { openDiskCache } from './open-disk-cache.js';

const KILLS = 8;
const FILES = 40;
/** The files that all processes write, made from a number: some small, some that are written in several steps. */
const PROGRAM = `
import { createHash } from 'node:crypto';
import { openDiskCache } from ${JSON.stringify(new URL('./open-disk-cache.ts', import.meta.url).href)};
const bytesOf = (seed) => {
  const block = createHash('sha256').update(String(seed)).digest();
  return new Uint8Array(Buffer.alloc(seed % 4 === 0 ? 700_000 : 100 + seed * 331, block));
};
const oidOf = (bytes) => createHash('sha1').update('blob ' + bytes.length + '\\0').update(bytes).digest('hex');
const cache = await openDiskCache({ path: process.argv[1], maxSizeBytes: 4_000_000 });
console.log('ready');
for (let seed = Number(process.argv[2]); ; seed = (seed + 7) % ${FILES}) {
  const bytes = bytesOf(seed);
  const oid = oidOf(bytes);
  for (const frame of [undefined, seed]) {
    const found = await cache.get(oid, frame);
    if (found !== undefined && !Buffer.from(found).equals(bytes)) { console.log('wrong ' + seed); process.exit(1); }
    cache.put(oid, bytes, frame);
  }
  await cache.flush();
}
`;

const bytesOf = (seed: number): Uint8Array => {
  const block = createHash('sha256').update(String(seed)).digest();
  return new Uint8Array(Buffer.alloc(seed % 4 === 0 ? 700_000 : 100 + seed * 331, block));
};

it('never gives wrong bytes, whoever is killed while writing', { timeout: 60_000 }, async () => {
  const path = await mkdtemp(join(tmpdir(), 'disk-cache-kills-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  const output: string[] = [];
  const start = async (seed: number): Promise<ChildProcess> => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', PROGRAM, path, String(seed)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) =>
      child.stdout?.on('data', (data) => {
        output.push(String(data).trim());
        resolve(undefined);
      }),
    );
    return child;
  };
  const stayer = await start(1);
  onTestFinished(() => void stayer.kill('SIGKILL'));
  for (let kill = 0; kill < KILLS; kill++) {
    const victim = await start(kill);
    await new Promise((resolve) => setTimeout(resolve, 10 + ((kill * 37) % 90)));
    const ended = new Promise((resolve) => victim.once('exit', (_code, signal) => resolve(signal)));
    victim.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
  }
  expect(stayer.exitCode).toBeNull();
  expect(new Set(output)).toEqual(new Set(['ready']));
  const cache = await openDiskCache({ path });
  let found = 0;
  for (let seed = 0; seed < FILES; seed++) {
    const bytes = bytesOf(seed);
    const kept = await cache.get(await blobOid(bytes));
    if (kept === undefined) continue;
    found += 1;
    expect(Buffer.from(kept).equals(bytes)).toBe(true);
  }
  expect(found).toBeGreaterThan(0);
  // Every file that has its name is whole: nothing was removed as damaged by the look above.
  expect((await readdir(join(path, 'mesa-blobs-1'))).length).toBeGreaterThan(1);
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_TREE_OID, hashObject } from './index.js';
import { PackWriter } from './pack-writer.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mesa-pack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function writePack(bodies: readonly Uint8Array[]): Promise<{ path: string; index: Buffer }> {
  const draft = join(folder, 'draft');
  const writer = await PackWriter.create(draft, bodies.length);
  for (const body of bodies) await writer.add(hashObject('blob', body), { type: 'blob', body });
  const { checksum, index } = await writer.finish();
  const path = join(folder, `pack-${checksum}`);
  renameSync(draft, `${path}.pack`);
  writeFileSync(`${path}.idx`, index);
  return { path, index };
}

describe('PackWriter', () => {
  // Where the size of an object takes another byte, and beyond what is written at once.
  const sizes = [0, 1, 15, 16, 2047, 2048, 262_143, 262_144, 3_000_000];

  it('writes the index that git would, byte for byte', async () => {
    const bodies = sizes.map((size) =>
      Buffer.from(Array.from({ length: size }, (_, i) => (i * i * 31 + size) & 0xff)),
    );
    const { path, index } = await writePack(bodies);
    execFileSync('git', ['index-pack', '--strict', '-o', join(folder, 'git.idx'), `${path}.pack`], {
      stdio: 'pipe',
    });
    expect(index.equals(readFileSync(join(folder, 'git.idx')))).toBe(true);
    execFileSync('git', ['verify-pack', `${path}.idx`]);
  });

  it('many objects share first bytes of their oids', async () => {
    const { path, index } = await writePack(
      Array.from({ length: 2_000 }, (_, i) => Buffer.from(`object ${i}`)),
    );
    execFileSync('git', ['index-pack', '-o', join(folder, 'git.idx'), `${path}.pack`], { stdio: 'pipe' });
    expect(index.equals(readFileSync(join(folder, 'git.idx')))).toBe(true);
  });

  it('keeps the type', async () => {
    const writer = await PackWriter.create(join(folder, 'p.pack'), 1);
    await writer.add(EMPTY_TREE_OID, { type: 'tree', body: new Uint8Array() });
    const { index } = await writer.finish();
    writeFileSync(join(folder, 'p.idx'), index);
    const listing = execFileSync('git', ['verify-pack', '-v', join(folder, 'p.idx')], { encoding: 'utf8' });
    expect(listing).toMatch(new RegExp(`^${EMPTY_TREE_OID} tree +0 `));
  });

  it('refuses to end with fewer objects than it was begun for', async () => {
    const writer = await PackWriter.create(join(folder, 'p.pack'), 2);
    await writer.add(EMPTY_TREE_OID, { type: 'tree', body: new Uint8Array() });
    await expect(writer.finish()).rejects.toThrow('begun for 2 objects and has 1');
    await writer.abort();
  });
});

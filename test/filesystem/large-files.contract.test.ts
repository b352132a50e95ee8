import { createHash } from 'node:crypto';
import { createDepot, type Depot } from 'mesa-depot';
import { createMesaClient, createRepo } from 'mesa-rest';
import { Mesa } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contents } from '../../packages/mesa-sdk/src/fs/contents/contents.js';
import { DepotRepoClient } from '../../packages/mesa-sdk/src/fs/depot-repo-client.js';

const MIB = 1024 * 1024;
const LIMITS = {
  batch_operations: 2_000,
  batch_bytes: 16 * MIB,
  file_bytes: 4 * 1024 * MIB,
  blob_ids: 1_000,
};

/** Contents as a spilled file has them: never all in memory. */
class StreamedContents implements Contents {
  readonly bytes: undefined = undefined;
  readonly size: number;
  /** Most memory that was in use while somebody read. */
  most = 0;
  holders = 1;

  constructor(size: number) {
    this.size = size;
  }

  read(from: number, to: number): Uint8Array {
    const bytes = Buffer.alloc(Math.min(to, this.size) - from);
    for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32LE((from + at) >>> 0, at);
    return bytes;
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.size; at += MIB) {
      this.most = Math.max(this.most, process.memoryUsage().arrayBuffers);
      yield this.read(at, at + MIB);
    }
  }

  async oid(): Promise<string> {
    const hash = createHash('sha1').update(`blob ${this.size}\0`);
    for (let at = 0; at < this.size; at += MIB) hash.update(this.read(at, at + MIB));
    return hash.digest('hex');
  }

  retain(): void {
    this.holders += 1;
  }

  release(): void {
    this.holders -= 1;
  }
}

describe('large files', () => {
  let depot: Depot;
  let official: Depot;
  beforeAll(async () => {
    [depot, official] = await Promise.all([createDepot(), createDepot({ officialOnly: true })]);
  });
  afterAll(() => Promise.all([depot?.close(), official?.close()]));

  it('are uploaded once and in little memory, and read in parts', async () => {
    const client = createMesaClient({ apiKey: depot.apiKey, serverUrl: depot.apiUrl });
    const { org } = depot;
    await createRepo({ client, path: { org }, body: { name: 'large' } });
    const repo = new DepotRepoClient({ client, org, repo: 'large', limits: LIMITS });
    const content = new StreamedContents(150 * MIB + 5);
    const before = process.memoryUsage().arrayBuffers;
    await repo.upload(content);
    expect(content.most - before).toBeLessThan(75 * MIB);
    const base = await repo.resolve({ bookmark: 'main' });
    const put = {
      action: 'put',
      path: 'f',
      mode: '100644',
      oid: await content.oid(),
      size: content.size,
      content,
      sourcePath: 'f',
      before: undefined,
    } as const;
    const { revision } = await repo.write({ key: 'k', base, amend: false, operations: [put] });
    expect(content.holders).toBe(1);
    const [item] = (await repo.readDirectory(revision, '')).items;
    expect(item).toMatchObject({ oid: put.oid, size: put.size });
    const part = await repo.readBlobRange(revision, 'f', put.oid, 140 * MIB, 140 * MIB + 16);
    expect(Buffer.from(part)).toEqual(content.read(140 * MIB, 140 * MIB + 16));
  });

  it('travel in several official requests, where they are too much for one', async () => {
    const mesa = new Mesa({ apiUrl: official.apiUrl, apiKey: official.apiKey });
    await mesa.repos.create({ name: 'large' });
    await using fs = await mesa.fs.mount({ repos: ['large'] });
    const files = [1, 2].map((fill) => Buffer.alloc(30 * MIB, fill));
    await Promise.all(files.map((bytes, index) => fs.writeFile(`/large/f${index}`, bytes)));
    const { changeId } = await fs.change.current({ repo: 'large' });
    await using again = await mesa.fs.mount({ repos: [{ name: 'large', changeId }] });
    for (const [index, bytes] of files.entries())
      expect(Buffer.compare(await again.readFileBuffer(`/large/f${index}`), bytes)).toBe(0);
  });

  it('that the official operations have no room for are refused before anything is sent', async () => {
    const mesa = new Mesa({ apiUrl: official.apiUrl, apiKey: official.apiKey });
    await mesa.repos.create({ name: 'too-large' });
    await using fs = await mesa.fs.mount({ repos: ['too-large'] });
    await expect(fs.writeFile('/too-large/f', Buffer.alloc(48 * MIB))).rejects.toMatchObject({
      code: 'EFBIG',
      message: expect.stringContaining('47 MiB'),
    });
    expect(await fs.exists('/too-large/f')).toBe(false);
    await fs.writeFile('/too-large/f', 'small');
    expect(await fs.readFile('/too-large/f')).toBe('small');
  });
});

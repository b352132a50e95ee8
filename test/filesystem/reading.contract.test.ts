import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDepot, type Depot } from 'mesa-depot';
import { createMesaClient, createRepo, type MesaClient } from 'mesa-rest';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { BlobCache } from '../../packages/mesa-sdk/src/fs/blob-cache.js';
import type { DiskCache } from '../../packages/mesa-sdk/src/fs/blobs/disk-cache.js';
import { Checkout } from '../../packages/mesa-sdk/src/fs/checkout.js';
import { DepotRepoClient } from '../../packages/mesa-sdk/src/fs/depot-repo-client.js';
import { LocalFileSystem } from '../../packages/mesa-sdk/src/fs/local-file-system.js';
import { openDiskCache } from '../../packages/mesa-sdk/src/fs/node/disk-cache/open-disk-cache.js';
import { OfficialRepoClient } from '../../packages/mesa-sdk/src/fs/official-repo-client.js';
import type { RepoClient } from '../../packages/mesa-sdk/src/fs/repo-client.js';
import type { FileNode } from '../../packages/mesa-sdk/src/fs/tree-node.js';

const MIB = 1024 * 1024;
const DIRECTORIES = 20;
const FILES = 30;
const LARGE = 12 * MIB + 77;
const LIMITS = {
  batch_operations: 2_000,
  batch_bytes: 16 * MIB,
  file_bytes: 4 * 1024 * MIB,
  blob_ids: 1_000,
};

/** Bytes that differ from place to place and from file to file. */
const made = (seed: number, size: number): Uint8Array => {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE(Math.imul(at + seed, 2654435761) >>> 0, at);
  return bytes;
};

/** A repository of many small files and a large one, and the requests that were made about it. */
class Subject {
  readonly requests: string[] = [];
  readonly #depot: Depot;
  readonly #isOfficial: boolean;
  readonly #client: MesaClient;

  private constructor(depot: Depot, isOfficial: boolean) {
    this.#depot = depot;
    this.#isOfficial = isOfficial;
    this.#client = createMesaClient({
      apiKey: depot.apiKey,
      serverUrl: depot.apiUrl,
      fetch: (input, init) => {
        const { method, url, headers } = input as Request;
        const { pathname, search } = new URL(url);
        this.requests.push(`${method} ${pathname}${search} ${headers.get('range') ?? ''}`);
        return fetch(input, init);
      },
    });
  }

  static async create(isOfficial: boolean): Promise<Subject> {
    const subject = new Subject(await createDepot({ officialOnly: isOfficial }), isOfficial);
    const { client, org } = subject.#place;
    await createRepo({ client, path: { org }, body: { name: 'r' } });
    const fs = await subject.mount();
    for (let index = 0; index < DIRECTORIES; index++) await fs.local.mkdir(`/r/d${100 + index}`);
    await Promise.all([
      ...Array.from({ length: DIRECTORIES * FILES }, (_, index) =>
        fs.local.writeFile(subject.pathOf(index), made(index, 500)),
      ),
      fs.local.writeFile('/r/large', made(0, LARGE)),
    ]);
    await fs.checkout.client.moveBookmark('main', fs.checkout.revision.changeId, false);
    return subject;
  }

  pathOf(index: number): string {
    return `/r/d${100 + Math.floor(index / FILES)}/f${100 + (index % FILES)}`;
  }

  /** Mounts the repository with nothing known of it. */
  async mount(
    options: { memoryBytes?: number; disk?: DiskCache } = {},
  ): Promise<{ checkout: Checkout; local: LocalFileSystem }> {
    const { org, client } = this.#place;
    const place = { client, org, repo: 'r', limits: LIMITS };
    const repo: RepoClient = this.#isOfficial ? new OfficialRepoClient(place) : new DepotRepoClient(place);
    const start = { bookmark: 'main' };
    const checkout = new Checkout({
      client: repo,
      cache: new BlobCache(options.memoryBytes ?? 64 * MIB),
      disk: options.disk,
      readOnly: false,
      mountPath: '/r',
      start,
      revision: await repo.resolve(start),
      maxAgeMs: 3_600_000,
      now: Date.now,
    });
    const local = new LocalFileSystem([{ names: ['r'], path: '/r', aliases: [], start, checkout }]);
    this.requests.length = 0;
    return { checkout, local };
  }

  /** Requests since the mount whose path has a text in it. */
  count(text: string): number {
    return this.requests.filter((request) => request.includes(text)).length;
  }

  close(): Promise<void> {
    return this.#depot.close();
  }

  get #place(): { client: MesaClient; org: string } {
    return { client: this.#client, org: this.#depot.org };
  }
}

/** Reads every file as `grep -r` does: one after the other, directory by directory. */
async function readAll(local: LocalFileSystem, path: string): Promise<number> {
  let count = 0;
  for (const { name, isDirectory } of await local.readdirWithFileTypes(path)) {
    if (isDirectory) count += await readAll(local, `${path}/${name}`);
    else if (name !== 'large') {
      const index = (Number(path.slice(-3)) - 100) * FILES + Number(name.slice(1)) - 100;
      expect(Buffer.from(await local.readFileBuffer(`${path}/${name}`)).equals(made(index, 500))).toBe(true);
      count += 1;
    }
  }
  return count;
}

async function temporaryCache(): Promise<DiskCache> {
  const path = await mkdtemp(join(tmpdir(), 'reading-'));
  const cache = await openDiskCache({ path });
  onTestFinished(async () => {
    await cache.close();
    await rm(path, { recursive: true, force: true });
  });
  return cache;
}

async function largeOf({
  checkout,
  local,
}: {
  checkout: Checkout;
  local: LocalFileSystem;
}): Promise<FileNode> {
  await local.stat('/r/large');
  return checkout.find('large') as FileNode;
}

describe.each([
  ['with the extensions', false],
  ['with the official operations', true],
])('reading %s', (_, isOfficial) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await Subject.create(isOfficial);
  });
  afterAll(() => subject?.close());

  it('a tree costs few requests', async () => {
    const { local } = await subject.mount();
    expect(await readAll(local, '/r')).toBe(DIRECTORIES * FILES);
    if (isOfficial) {
      // Every file has a request of its own there, but not every directory.
      expect(subject.requests.length).toBeLessThanOrEqual(DIRECTORIES * FILES + 12);
    } else {
      expect(subject.requests.length).toBeLessThanOrEqual(25);
    }
  });

  it('the first byte costs a fixed number of requests', async () => {
    const { local } = await subject.mount();
    await local.readFileBuffer(subject.pathOf(0));
    expect(subject.requests.length).toBeLessThanOrEqual(3);
  });

  it('a large file costs its bytes once, in parts where the server has them', async () => {
    const mounted = await subject.mount({ memoryBytes: 16 * MIB });
    const node = await largeOf(mounted);
    subject.requests.length = 0;
    const bytes = made(0, LARGE);
    for (let at = 0; at < LARGE; at += 128 * 1024) {
      const piece = await mounted.checkout.readRange(node, at, at + 128 * 1024);
      expect(Buffer.compare(piece as Uint8Array, bytes.subarray(at, at + 128 * 1024))).toBe(0);
    }
    if (isOfficial) expect(subject.requests).toHaveLength(1);
    else {
      expect(subject.requests.length).toBeLessThanOrEqual(12);
      expect(subject.count('bytes=')).toBe(subject.requests.length);
    }
  });

  it('the end of a large file costs one request', async () => {
    const mounted = await subject.mount();
    const node = await largeOf(mounted);
    subject.requests.length = 0;
    const found = await mounted.checkout.readRange(node, LARGE - 10, LARGE + 100);
    expect(Buffer.from(found as Uint8Array)).toEqual(made(0, LARGE).subarray(LARGE - 10));
    expect(subject.requests).toHaveLength(1);
  });

  it('what a disk cache has costs nothing', async () => {
    const disk = await temporaryCache();
    const first = await subject.mount({ disk });
    await readAll(first.local, '/r');
    expect((await first.local.readFileBuffer('/r/large')).length).toBe(LARGE);
    await disk.flush();
    const next = await subject.mount({ disk, memoryBytes: 0 });
    expect(await readAll(next.local, '/r')).toBe(DIRECTORIES * FILES);
    expect(Buffer.from(await next.local.readFileBuffer('/r/large')).equals(made(0, LARGE))).toBe(true);
    expect(subject.count('/blobs')).toBe(0);
    // Only listings are asked for.
    expect(subject.requests.length).toBeLessThanOrEqual(isOfficial ? 12 : 8);
  });
});

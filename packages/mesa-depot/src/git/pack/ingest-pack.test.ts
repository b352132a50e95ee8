import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashObject, ObjectCache, type Oid, StoredObjects } from '../../objects/index.js';
import { createScratchRepo, type ScratchRepo } from '../../objects/testing/git.js';
import type { RepoRecord } from '../../storage/index.js';
import { addRepo, createTempStorage, type TempStorage } from '../../storage/testing/temp-storage.js';
import { ingestPack } from './ingest-pack.js';
import type { IngestedPack } from './ingested-pack.js';
import type { PackLimits } from './pack-limits.js';
import { buildDelta, buildPack, inParts, type PackItem, sealPack } from './testing/build-pack.js';

let temp: TempStorage;
let git: ScratchRepo;
let spoolFolder: string;
let count = 0;

beforeAll(async () => {
  temp = await createTempStorage();
  git = createScratchRepo();
  spoolFolder = mkdtempSync(join(tmpdir(), 'mesa-spool-'));
});

afterAll(async () => {
  git.remove();
  rmSync(spoolFolder, { recursive: true });
  await temp.remove();
});

/** A repository of its own, and what reads it. */
async function newRepo(): Promise<{ repo: RepoRecord; objects: StoredObjects }> {
  const repo = await addRepo(temp.storage, `repo_${count++}`);
  const objects = new StoredObjects({
    executor: temp.storage.read,
    repoSeq: repo.seq,
    cache: new ObjectCache(),
  });
  return { repo, objects };
}

async function ingest(
  repo: RepoRecord,
  pack: Uint8Array,
  limits: Partial<PackLimits> = {},
  partBytes?: number,
): Promise<IngestedPack> {
  const deps = {
    storage: temp.storage,
    cache: new ObjectCache(),
    spoolFolder,
  };
  return ingestPack(deps, { repo, stream: inParts(pack, partBytes), limits });
}

async function refusal(pack: Uint8Array, limits?: Partial<PackLimits>): Promise<string> {
  const { repo } = await newRepo();
  const error = await ingest(repo, pack, limits).then(
    () => new Error('it was taken'),
    (reason: Error) => reason,
  );
  expect(readdirSync(spoolFolder)).toEqual([]);
  return error.message;
}

/** Expects every object of a pack to be stored with the bytes that git has for it. */
async function expectSameAsGit(objects: StoredObjects, oids: readonly Oid[]): Promise<void> {
  for (const oid of oids) {
    const { type, body } = await objects.readObject(oid);
    expect(hashObject(type, body)).toBe(oid);
    expect(git.git(['cat-file', '-t', oid]).toString().trim()).toBe(type);
  }
}

const text = (seed: number, lines: number): string =>
  Array.from({ length: lines }, (_, line) => `line ${line} of ${(seed * 7919 + line * 104729) % 10007}`).join(
    '\n',
  );

describe('ingestPack', { timeout: 30_000 }, () => {
  it('stores what git packs: deltas by distance and by oid, and a thin pack on top', async () => {
    const { repo, objects } = await newRepo();
    const blobs = Array.from({ length: 60 }, (_, version) =>
      git
        .git(['hash-object', '-w', '--stdin'], `${text(1, 200)}\nversion ${version}\n${text(version, 5)}`)
        .toString()
        .trim(),
    );
    const [first, ...others] = [blobs.slice(0, 20), blobs.slice(20, 40), blobs.slice(40)];
    const list = (oids: readonly Oid[]): string => `${oids.join('\n')}\n`;
    const byDistance = git.git(
      ['pack-objects', '--stdout', '--delta-base-offset', '-q'],
      list(first as Oid[]),
    );
    const byOid = git.git(['pack-objects', '--stdout', '-q'], list(others[0] as Oid[]));
    expect(await ingest(repo, byDistance)).toMatchObject({
      objectCount: 20,
      byteLength: byDistance.length - 20,
    });
    await ingest(repo, byOid, {}, 7);

    const tree = (oids: readonly Oid[]): Oid =>
      git
        .git(['mktree'], oids.map((oid, index) => `100644 blob ${oid}\tf${index}\n`).join(''))
        .toString()
        .trim();
    const commit = (treeOid: Oid, ...parents: Oid[]): Oid =>
      git
        .git([
          ...['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit-tree', '-m', 'x'],
          ...parents.flatMap((parent) => ['-p', parent]),
          treeOid,
        ])
        .toString()
        .trim();
    const old = commit(tree([...(first as Oid[]), ...(others[0] as Oid[])]));
    const next = commit(tree(blobs), old);
    const thin = git.git(
      ['pack-objects', '--thin', '--stdout', '-q', '--revs', '--delta-base-offset'],
      `${next}\n^${old}\n`,
    );
    const whole = git.git(['pack-objects', '--stdout', '-q', '--revs'], `${old}\n`);
    await ingest(repo, whole);
    const { commits } = await ingest(repo, thin);
    expect([...commits.keys()]).toEqual([next]);
    expect(commits.get(next)).toMatchObject({ parents: [old], hasInvalidChangeId: false });
    // It was thin indeed: nothing else has the bases.
    expect(await refusal(thin)).toMatch(
      /^The pack cannot be read: the base [0-9a-f]{40} of a delta is neither in it nor/,
    );
    await expectSameAsGit(objects, [...blobs, next]);
  });

  it('reads packs of random trees as git does', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z.~-]{0,6}$/), { maxLength: 6 });
    const content = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.nat(400).map((lines) => text(lines, lines)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(names, content), { minLength: 1, maxLength: 6 }),
        async (folders) => {
          const { repo, objects } = await newRepo();
          const stream = ['commit refs/heads/x', 'committer a <a@b> 1 +0000', 'data 1', 'x'];
          for (const [index, [files, body]] of folders.entries()) {
            for (const name of files) {
              stream.push(`M 644 inline d${index}/${name}`, `data ${Buffer.byteLength(body)}`, body);
            }
          }
          git.git(['fast-import', '--quiet', '--force'], `${stream.join('\n')}\n`);
          const pack = git.git(['pack-objects', '--stdout', '-q', '--revs'], 'refs/heads/x\n');
          await ingest(repo, pack, {}, 113);
          const oids = git.git(['rev-list', '--objects', '--no-object-names', 'refs/heads/x']).toString();
          await expectSameAsGit(objects, oids.trim().split('\n'));
        },
      ),
      { numRuns: 4 },
    );
  });

  it('streams blobs that are larger than a frame, compressible or not', async () => {
    const { repo, objects } = await newRepo();
    const bodies = [
      randomBytes(3 * 1024 * 1024 + 17),
      Buffer.alloc(5 * 1024 * 1024),
      Buffer.alloc(1024 * 1024),
    ];
    await ingest(repo, buildPack(bodies.map((body) => ({ type: 'blob', body }))), {}, 65_536);
    for (const body of bodies) {
      expect(Buffer.compare(await objects.readBlob(hashObject('blob', body)), body)).toBe(0);
    }
  });

  it('applies deltas of blobs that are too large for memory, to a base of the pack and to one of the repository', async () => {
    const { repo, objects } = await newRepo();
    const base = randomBytes(1_500_005);
    const half = 800_000;
    const limits = { memoryBytes: 1_000_000 };
    const halves = (size: number) => [
      { offset: half, count: size - half },
      Buffer.from('between'),
      { offset: 0, count: half },
    ];
    const swapped = Buffer.concat([base.subarray(half), Buffer.from('between'), base.subarray(0, half)]);
    const again = Buffer.concat([swapped.subarray(half), Buffer.from('between'), swapped.subarray(0, half)]);
    const small = Buffer.concat([again.subarray(7, 900_007), Buffer.from('!')]);
    const oidOf = (body: Buffer): Oid => hashObject('blob', body);
    const items: PackItem[] = [
      { type: 'blob', body: base },
      { base: 0, delta: buildDelta(base.length, swapped.length, halves(base.length)) },
      { base: 1, delta: buildDelta(swapped.length, again.length, halves(swapped.length)) },
      {
        base: 2,
        delta: buildDelta(again.length, small.length, [{ offset: 7, count: 900_000 }, Buffer.from('!')]),
      },
      { base: 3, delta: buildDelta(small.length, 2, [{ offset: 0, count: 2 }]) },
    ];
    await ingest(repo, buildPack(items), limits, 65_536);
    for (const body of [base, swapped, again, small, small.subarray(0, 2)]) {
      expect(Buffer.compare(await objects.readBlob(oidOf(body)), body)).toBe(0);
    }
    const grown = Buffer.concat([Buffer.from('new'), again]);
    const thin = buildDelta(again.length, grown.length, [
      Buffer.from('new'),
      { offset: 0, count: half },
      { offset: half, count: again.length - half },
    ]);
    await ingest(repo, buildPack([{ baseOid: oidOf(again), delta: thin }]), limits);
    expect(Buffer.compare(await objects.readBlob(oidOf(grown)), grown)).toBe(0);
    const beyond = buildDelta(again.length, 9, [{ offset: again.length - 1, count: 9 }]);
    await expect(ingest(repo, buildPack([{ baseOid: oidOf(again), delta: beyond }]), limits)).rejects.toThrow(
      /beyond/,
    );
    expect(readdirSync(spoolFolder)).toEqual([]);
  });

  it('resolves a delta whose base comes later, and chains of them', async () => {
    const { repo, objects } = await newRepo();
    const base = Buffer.from('base');
    const oidOf = (body: string): Oid => hashObject('blob', Buffer.from(body));
    const longer = (size: number): Buffer =>
      buildDelta(size, size + 1, [{ offset: 0, count: size }, Buffer.from('x')]);
    const items: PackItem[] = [
      { baseOid: oidOf('basex'), delta: longer(5) },
      { baseOid: oidOf('base'), delta: longer(4) },
      { type: 'blob', body: base },
      { base: 0, delta: longer(6) },
    ];
    await ingest(repo, buildPack(items));
    expect(Buffer.from(await objects.readBlob(oidOf('basexxx'))).toString()).toBe('basexxx');
  });
});

describe('ingestPack refuses', () => {
  const blob = (body: string): PackItem => ({ type: 'blob', body });
  const zeros = Buffer.alloc(2 * 1024 * 1024);

  it.each<[string, Buffer, Partial<PackLimits>, RegExp]>([
    ['what is no pack', Buffer.from('hello, this is no pack'), {}, /does not begin with "PACK"/],
    ['nothing', Buffer.alloc(0), {}, /cut short before its first object/],
    [
      'a pack cut in its middle',
      buildPack([blob('x'.repeat(99)), blob('y')]).subarray(0, 30),
      {},
      /cut short/,
    ],
    [
      'a pack without its checksum',
      buildPack([blob('x')]).subarray(0, -20),
      {},
      /cut short before its checksum/,
    ],
    [
      'a wrong checksum',
      Buffer.concat([buildPack([blob('x')]).subarray(0, -1), Buffer.of(0)]),
      {},
      /checksum/,
    ],
    ['bytes after the end', Buffer.concat([buildPack([blob('x')]), Buffer.of(0)]), {}, /bytes after its end/],
    ['more objects promised than sent', buildPack([blob('x')], 2), {}, /./],
    [
      'a count that no pack has',
      buildPack([], 4_000_000_000),
      {},
      /4000000000 objects, and may have 5000000/,
    ],
    [
      'an unknown type',
      sealPack(Buffer.from('5041434b000000020000000150789c030000000001', 'hex')),
      {},
      /type 5/,
    ],
    [
      'a size that is too small',
      buildPack([{ type: 'blob', body: 'xx', claimedSize: 1 }]),
      {},
      /more bytes than the 1/,
    ],
    [
      'a size that is too large',
      buildPack([{ type: 'blob', body: 'xx', claimedSize: 3 }]),
      {},
      /fewer bytes than/,
    ],
    [
      'a large object of the wrong size',
      buildPack([{ type: 'blob', body: zeros, claimedSize: 2_000_000 }]),
      {},
      /more bytes/,
    ],
    [
      'damaged compression',
      sealPack(Buffer.concat([buildPack([blob('x')]).subarray(0, 13), Buffer.alloc(9, 7)])),
      {},
      /damaged/,
    ],
    [
      'a pack that is too long',
      buildPack([blob('x'.repeat(2_000))]),
      { packBytes: 40 },
      /more than 40 bytes/,
    ],
    [
      'a blob that is too long',
      buildPack([{ type: 'blob', body: zeros }]),
      { blobBytes: 1_000 },
      /a blob has 2097152 bytes/,
    ],
    [
      'a bomb',
      buildPack([{ type: 'blob', body: zeros }]),
      { inflationFloorBytes: 9, inflationRatio: 100 },
      /over 100 times/,
    ],
    [
      'a chain that is too long',
      buildPack([
        blob('a'),
        { base: 0, delta: buildDelta(1, 1, [Buffer.from('b')]) },
        { base: 1, delta: buildDelta(1, 1, [Buffer.from('c')]) },
      ]),
      { deltaDepth: 1 },
      /chain of more than 1 deltas/,
    ],
    [
      'a delta bomb',
      buildPack([
        { type: 'blob', body: 'a' },
        { base: 0, delta: buildDelta(1, 1e9, [Buffer.from('b')]) },
      ]),
      { blobBytes: 1e8 },
      /a blob has 1000000000 bytes/,
    ],
    [
      'a delta without base',
      buildPack([{ baseOid: 'ab'.repeat(20), delta: buildDelta(1, 1, [Buffer.from('b')]) }]),
      {},
      /base (ab){20} of a delta/,
    ],
    [
      'deltas that are made of each other',
      buildPack([
        { baseOid: hashObject('blob', Buffer.from('b')), delta: buildDelta(1, 1, [Buffer.from('a')]) },
        { baseOid: hashObject('blob', Buffer.from('a')), delta: buildDelta(1, 1, [Buffer.from('b')]) },
      ]),
      {},
      /of a delta is neither/,
    ],
    [
      'a delta for another base',
      buildPack([blob('a'), { base: 0, delta: buildDelta(2, 1, [Buffer.from('b')]) }]),
      {},
      /base of 2 bytes, and its base has 1/,
    ],
    [
      'a delta that reads beyond its base',
      buildPack([blob('a'), { base: 0, delta: buildDelta(1, 9, [{ offset: 0, count: 9 }]) }]),
      {},
      /beyond the end/,
    ],
    [
      'a delta that gives less than it promises',
      buildPack([blob('a'), { base: 0, delta: buildDelta(1, 9, [Buffer.from('b')]) }]),
      {},
      /promises 9 bytes and gives 1/,
    ],
  ])('%s', async (_, pack, limits, message) => {
    expect(await refusal(pack, limits)).toMatch(message);
  });

  const entry = (mode: string, name: string, oid = 'ab'.repeat(20)): Buffer =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
  const tree = (...entries: Buffer[]): PackItem => ({ type: 'tree', body: Buffer.concat(entries) });
  const WHO = 'A <a@b> 1 +0000';
  const commit = (lines: string): PackItem => ({ type: 'commit', body: lines });
  const head = `tree ${'ab'.repeat(20)}\n`;
  const dated = (date: string): PackItem => commit(`${head}author A <a@b> ${date}\ncommitter ${WHO}\n\nm`);

  it.each<[rule: string, item: PackItem]>([
    ['treeNotSorted', tree(entry('100644', 'b'), entry('100644', 'a'))],
    ['treeNotSorted', tree(entry('40000', 'a'), entry('100644', 'a.b'))],
    ['duplicateEntries', tree(entry('100644', 'a'), entry('100644', 'a'))],
    ['duplicateEntries', tree(entry('100644', 'a'), entry('40000', 'a'))],
    ['duplicateEntries', tree(entry('100644', 'a'), entry('100644', 'a.b'), entry('40000', 'a'))],
    ['hasDotgit', tree(entry('100644', '.git'))],
    ['hasDotgit', tree(entry('40000', '.GiT'))],
    ['hasDotgit', tree(entry('40000', 'git~1'))],
    ['hasDotgit', tree(entry('40000', '.g\u200cit'))],
    ['hasDotgit', tree(entry('40000', 'a\\.git\\b'))],
    ['hasDot', tree(entry('40000', '.'))],
    ['hasDotdot', tree(entry('40000', '..'))],
    ['fullPathname', tree(entry('100644', 'a/b'))],
    ['emptyName', tree(entry('100644', ''))],
    ['zeroPaddedFilemode', tree(entry('0100644', 'a'))],
    ['badFilemode', tree(entry('777', 'a'))],
    ['nullSha1', tree(entry('100644', 'a', '00'.repeat(20)))],
    ['badTree', tree(entry('100644', 'a').subarray(0, -1))],
    ['gitmodulesSymlink', tree(entry('120000', '.gitmodules'))],
    ['missingTree', commit(`author ${WHO}\ncommitter ${WHO}\n\nm`)],
    ['badTreeSha1', commit(`tree xyz\nauthor ${WHO}\ncommitter ${WHO}\n\nm`)],
    ['badParentSha1', commit(`${head}parent xyz\nauthor ${WHO}\ncommitter ${WHO}\n\nm`)],
    ['missingAuthor', commit(`${head}committer ${WHO}\n\nm`)],
    ['multipleAuthors', commit(`${head}author ${WHO}\nauthor ${WHO}\ncommitter ${WHO}\n\nm`)],
    ['missingCommitter', commit(`${head}author ${WHO}\n\nm`)],
    ['missingNameBeforeEmail', commit(`${head}author <a@b> 1 +0000\ncommitter ${WHO}\n\nm`)],
    ['missingEmail', commit(`${head}author A 1 +0000\ncommitter ${WHO}\n\nm`)],
    ['missingSpaceBeforeEmail', commit(`${head}author A<a@b> 1 +0000\ncommitter ${WHO}\n\nm`)],
    ['badName', commit(`${head}author A> <a@b> 1 +0000\ncommitter ${WHO}\n\nm`)],
    ['badEmail', commit(`${head}author A <a@b 1 +0000\ncommitter ${WHO}\n\nm`)],
    ['missingSpaceBeforeDate', commit(`${head}author A <a@b>1 +0000\ncommitter ${WHO}\n\nm`)],
    ['badDate', dated('-1 +0000')],
    ['badDate', dated('yesterday +0000')],
    ['zeroPaddedDate', dated('01 +0000')],
    ['badDateOverflow', dated('253402300800 +0000')],
    ['badDateOverflow', dated('99999999999999999999999 +0000')],
    ['badTimezone', dated('1 0000')],
    ['badTimezone', dated('1 +00000')],
    ['nulInCommit', commit(`${head}author ${WHO}\ncommitter ${WHO}\n\nm\0`)],
    ['nulInHeader', commit(`${head}author ${WHO}\ncommitter ${WHO}\nx \0\n\nm`)],
    ['unterminatedHeader', commit(`${head}author ${WHO}\ncommitter ${WHO}`)],
    ['missingObject', { type: 'tag', body: `type commit\ntag x\ntagger ${WHO}\n\nm` }],
    ['badType', { type: 'tag', body: `object ${'ab'.repeat(20)}\ntype file\ntag x\n\nm` }],
    [
      'badDate',
      { type: 'tag', body: `object ${'ab'.repeat(20)}\ntype commit\ntag x\ntagger A <a@b> x +0000\n\nm` },
    ],
  ])('what git fsck calls %s', async (rule, item) => {
    expect(await refusal(buildPack([item]))).toContain(`(${rule})`);
  });

  it.each<[rule: string, content: string]>([
    ['gitmodulesName', '[submodule "../x"]\n\tpath = x\n'],
    ['gitmodulesUrl', '[submodule "x"]\n\turl = --upload-pack=evil\n'],
    ['gitmodulesUrl', '[submodule "x"]\n\turl = "https://host/%0ahost=evil"\n'],
    ['gitmodulesPath', '# c\n[submodule "x"] path = -x\n'],
    ['gitmodulesUpdate', '[submodule "x"]\n\tupdate = \\\n!evil\n'],
  ])('a .gitmodules file with what git fsck calls %s', async (rule, content) => {
    const items: PackItem[] = [
      { type: 'blob', body: content },
      tree(entry('100644', '.gitmodules', hashObject('blob', Buffer.from(content)))),
    ];
    expect(await refusal(buildPack(items))).toContain(`(${rule})`);
  });

  it('takes what git takes: an old mode, a harmless .gitmodules, a tag without tagger', async () => {
    const { repo } = await newRepo();
    const modules = '[submodule "x"]\n\tpath = x\n\turl = ../x.git\n';
    const items: PackItem[] = [
      { type: 'blob', body: modules },
      tree(entry('100644', '.gitmodules', hashObject('blob', Buffer.from(modules))), entry('100664', 'a')),
      { type: 'tag', body: `object ${'ab'.repeat(20)}\ntype commit\ntag x\n` },
      { type: 'tree', body: '' },
    ];
    expect(await ingest(repo, buildPack(items))).toMatchObject({ objectCount: 4 });
  });

  it('gives up when its sender does', async () => {
    const { repo } = await newRepo();
    const pack = buildPack([blob('x'), blob('y')]);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield pack.subarray(0, 25);
      throw new Error('the connection is gone');
    }
    const deps = { storage: temp.storage, cache: new ObjectCache(), spoolFolder };
    await expect(ingestPack(deps, { repo, stream: broken() })).rejects.toThrow('the connection is gone');
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(ingestPack(deps, { repo, stream: inParts(pack), signal })).rejects.toThrow('stop');
    expect(readdirSync(spoolFolder)).toEqual([]);
  });
});

import { createDepot, type Depot } from 'mesa-depot';
import { moveBookmark } from 'mesa-rest';
import {
  type FileSystemError,
  Mesa,
  type MesaFileSystem,
  NotFoundError,
  VIRTUAL_ROOT_CHANGE_ID,
} from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What a mounted repository is on the server: which change is written to, when, and by how many requests. */

describe.each([
  ['the extensions', {}],
  ['the official operations', { officialOnly: true }],
])('a mount with %s', (mode, options) => {
  const hasExtensions = mode === 'the extensions';
  let depot: Depot;
  const requests: Request[] = [];
  let isBroken = false;
  let isRefusing = false;
  let mesa: Mesa;
  let counter = 0;
  beforeAll(async () => {
    depot = await createDepot(options);
    const record: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      requests.push(request.clone());
      if (isBroken) throw new TypeError('the cable was pulled');
      if (isRefusing && request.method !== 'GET')
        return Response.json({ error: { code: 'FORBIDDEN', message: 'Not now.' } }, { status: 403 });
      return fetch(request);
    };
    mesa = new Mesa({
      apiUrl: depot.apiUrl,
      apiKey: depot.apiKey,
      fetch: record,
      retry: { strategy: 'none' },
    });
  });
  afterAll(() => depot?.close());

  /** Makes a repository whose default bookmark has a change with these files. */
  async function makeRepo(
    files: Record<string, string> = { 'README.md': '# Demo\n' },
  ): Promise<{ repo: string; base: string }> {
    const { name: repo } = await mesa.repos.create({
      name: `${hasExtensions ? 'depot' : 'official'}-${++counter}`,
    });
    const { id } = await mesa.changes.create({
      repo,
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      message: 'Begin',
      files: Object.entries(files).map(([path, text]) => ({ path, text })),
    });
    await moveMain(repo, id);
    return { repo, base: id };
  }

  /** As a client of the official operations moves a bookmark: `mesa.bookmarks.move` sends more. */
  async function moveMain(repo: string, change_id: string): Promise<void> {
    await moveBookmark({
      client: mesa.raw,
      path: { org: depot.org, repo, bookmark: 'main' },
      body: { change_id },
    });
  }

  /** Resolves when a check passes; whoever writes elsewhere is seen within a second or two. */
  async function eventually(check: () => Promise<void>): Promise<void> {
    await expect
      .poll(
        () =>
          check().then(
            () => true,
            () => false,
          ),
        { timeout: 5_000, interval: 100 },
      )
      .toBe(true);
  }

  const failure = (work: Promise<unknown>): Promise<FileSystemError> =>
    work.then(
      () => Promise.reject(new Error('It should have failed.')),
      (error: FileSystemError) => error,
    );

  test('makes nothing before the first write, then one change that later writes amend', async () => {
    const { repo, base } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    expect(await fs.readFile(`/${repo}/README.md`)).toBe('# Demo\n');
    expect((await fs.change.current({ repo })).changeId).toBe(base);

    await fs.writeFile(`/${repo}/one.txt`, '1');
    const { changeId } = await fs.change.current({ repo });
    expect(changeId).not.toBe(base);
    await fs.writeFile(`/${repo}/two.txt`, '2');
    expect((await fs.change.current({ repo })).changeId).toBe(changeId);

    const change = await mesa.changes.get({ repo, change_id: changeId });
    expect(change.parents).toEqual([base]);
    expect(change.files.sort()).toEqual(['one.txt', 'two.txt']);
    expect((await fs.change.current({ repo })).commitOid).toBe(change.current_commit_oid);
    expect((await mesa.bookmarks.get({ repo, bookmark: 'main' })).change_id).toBe(base);
  });

  test('stores a write before it resolves', async () => {
    const { repo } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    await fs.writeFile(`/${repo}/a`, 'stored');
    const { changeId } = await fs.change.current({ repo });
    expect(await mesa.content.getText({ repo, change_id: changeId, path: 'a' })).toBe('stored');
    await fs.rm(`/${repo}/a`);
    await expect(mesa.content.getText({ repo, change_id: changeId, path: 'a' })).rejects.toThrow(
      NotFoundError,
    );
  });

  test('sends fifty writes that come together in few requests and loses none', async () => {
    const { repo } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    await fs.mkdir(`/${repo}/many`);
    requests.length = 0;
    const names = Array.from({ length: 50 }, (_, index) => `file-${index}`);
    await Promise.all(names.map((name) => fs.writeFile(`/${repo}/many/${name}`, name)));
    const writes = requests.filter(({ method }) => method !== 'GET');
    expect(writes.length).toBeLessThanOrEqual(2);
    expect(requests.length).toBeLessThanOrEqual(4);
    const { changeId } = await fs.change.current({ repo });
    expect((await mesa.changes.get({ repo, change_id: changeId })).files).toHaveLength(50);

    // Also when they do not start in the same moment: whatever comes while one batch is on its way is the next one.
    requests.length = 0;
    await Promise.all(
      names.map(async (name, index) => {
        await new Promise((resolve) => setTimeout(resolve, index));
        await fs.appendFile(`/${repo}/many/${name}`, '!');
      }),
    );
    expect(requests.length).toBeLessThanOrEqual(40);
    const texts = await Promise.all(
      names.map((name) => mesa.content.getText({ repo, change_id: changeId, path: `many/${name}` })),
    );
    expect(texts).toEqual(names.map((name) => `${name}!`));
  });

  test('refuses writes to a read-only repository before anything is sent', async () => {
    const { repo } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [{ name: repo, readOnly: true }] });
    const file = `/${repo}/README.md`;
    expect(await fs.readFile(file)).toBe('# Demo\n');
    requests.length = 0;
    const refusals = [
      fs.writeFile(file, 'x'),
      fs.appendFile(file, 'x'),
      fs.mkdir(`/${repo}/dir`),
      fs.rm(file),
      fs.mv(file, `/${repo}/x`),
      fs.cp(file, `/${repo}/x`),
      fs.chmod(file, 0o755),
      fs.utimes(file, new Date(), new Date()),
      fs.setMetadata(file, { a: 'b' }),
    ];
    const errors = await Promise.all(refusals.map(failure));
    expect(errors.map(({ code, errno }) => [code, errno])).toEqual(refusals.map(() => ['EROFS', -30]));
    expect(requests).toEqual([]);
  });

  test('signs a token that is good for these repositories only, and for reading where that is enough', async () => {
    const { repo } = await makeRepo();
    const { repo: other } = await makeRepo();
    requests.length = 0;
    await using reader = await mesa.fs.mount({ repos: [{ name: repo, readOnly: true }] });
    await using writer = await mesa.fs.mount({ repos: [repo, { name: other, readOnly: true }] });
    await reader.readdir(`/${repo}`);
    await writer.readdir(`/${other}`);
    const claims = requests
      .map(({ headers }) => headers.get('authorization')?.split('.')[1])
      .filter((part) => part !== undefined)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(new Set(claims.map(({ scopes, repos }) => JSON.stringify([scopes, repos])))).toEqual(
      new Set([
        JSON.stringify([['read'], [`${depot.org}/${repo}`]]),
        JSON.stringify([
          ['read', 'write'],
          [`${depot.org}/${repo}`, `${depot.org}/${other}`],
        ]),
      ]),
    );
  });

  test('outlives its token', async () => {
    const { repo } = await makeRepo();
    // Ends are whole seconds: this one lives for at least one.
    await using fs = await mesa.fs.mount({ repos: [repo], ttl: 2 });
    await fs.writeFile(`/${repo}/a`, '1');
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await fs.writeFile(`/${repo}/a`, '2');
    expect(await fs.readFile(`/${repo}/a`)).toBe('2');
  });

  test('begins where it is pinned', async () => {
    const { repo, base } = await makeRepo({ a: 'first' });
    const next = await mesa.changes.create({
      repo,
      base_change_id: base,
      files: [{ path: 'a', text: 'second' }],
    });
    await mesa.bookmarks.create({ repo, name: 'feature/x', change_id: next.id });
    await using one = await mesa.fs.mount({ repos: [{ name: repo, bookmark: 'feature/x' }] });
    await using two = await mesa.fs.mount({ repos: [{ name: repo, changeId: base }] });
    expect(await one.readFile(`/${repo}/a`)).toBe('second');
    expect(await two.readFile(`/${repo}/a`)).toBe('first');
    await two.writeFile(`/${repo}/b`, '');
    const { changeId } = await two.change.current({ repo });
    expect((await mesa.changes.get({ repo, change_id: changeId })).parents).toEqual([base]);
    await expect(mesa.fs.mount({ repos: [{ name: repo, bookmark: 'nope' }] })).rejects.toThrow(NotFoundError);
    await expect(mesa.fs.mount({ repos: ['nope'] })).rejects.toThrow(NotFoundError);
  });

  test('shows repositories at the root, which answer to the name of the organization too', async () => {
    const { repo: one } = await makeRepo({ a: 'one' });
    const { repo: two } = await makeRepo({ a: 'two' });
    await using fs = await mesa.fs.mount({ repos: [one, `${depot.org}/${two}`] });
    expect(await fs.readdir('/')).toEqual([one, two].sort());
    expect(await fs.readdir(`/${depot.org}`)).toEqual([one, two].sort());
    expect(await fs.readFile(`/${depot.org}/${two}/a`)).toBe('two');
    expect(await fs.realpath(`/${depot.org}/${two}/a`)).toBe(`/${depot.org}/${two}/a`);
    await fs.cp(`/${one}/a`, `/${two}/b`);
    await fs.mv(`/${one}/a`, `/${two}/c`);
    expect(await fs.readdir(`/${two}`)).toEqual(['a', 'b', 'c']);
    expect(await fs.readdir(`/${one}`)).toEqual([]);
    for (const work of [fs.rm(`/${one}`, { recursive: true }), fs.mv(`/${one}`, '/x'), fs.rm('/')]) {
      expect((await failure(work)).code).toBe('EBUSY');
    }
    expect((await failure(fs.mkdir('/new'))).code).toBe('EROFS');
    expect((await failure(fs.writeFile('/new', ''))).code).toBe('EROFS');
  });

  test('two mounts of one change see what the other writes, and are told', async () => {
    const { repo, base } = await makeRepo({ 'a.txt': '1', 'dir/b.txt': '2' });
    await using one = await mesa.fs.mount({ repos: [repo] });
    await using two = await mesa.fs.mount({ repos: [repo] });
    for (const fs of [one, two]) await fs.change.edit({ repo, changeId: base });
    const told: string[] = [];
    using subscription = two.subscribe(({ path }) => void told.push(path));
    expect(await two.readFile(`/${repo}/dir/b.txt`)).toBe('2');
    await two.mkdir(`/${repo}/kept`);

    await one.writeFile(`/${repo}/dir/b.txt`, 'changed');
    await one.writeFile(`/${repo}/dir/new.txt`, 'new');
    await one.rm(`/${repo}/a.txt`);
    await eventually(async () => {
      expect(await two.readFile(`/${repo}/dir/b.txt`)).toBe('changed');
      expect(await two.readdir(`/${repo}/dir`)).toEqual(['b.txt', 'new.txt']);
      expect(await two.readdir(`/${repo}`)).toEqual(['dir', 'kept']);
      expect(new Set(told)).toEqual(
        new Set([`/${repo}/dir/b.txt`, `/${repo}/dir/new.txt`, `/${repo}/a.txt`]),
      );
    });
    expect(subscription).toBeDefined();
    // Its own writes are no news.
    told.length = 0;
    await two.writeFile(`/${repo}/mine.txt`, '');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(told).toEqual([]);
  });

  test('keeps what two mounts write to one change at the same time', async () => {
    const { repo, base } = await makeRepo({ 'a.txt': 'a\n' });
    const mounts = await Promise.all([1, 2, 3].map(() => mesa.fs.mount({ repos: [repo] })));
    for (const fs of mounts) await fs.change.edit({ repo, changeId: base });
    await Promise.all(
      mounts.flatMap((fs, who) =>
        [1, 2, 3, 4, 5].map(async (step) => {
          await new Promise((resolve) => setTimeout(resolve, step * 20));
          await fs.writeFile(`/${repo}/by-${who}-${step}`, `${who} ${step}`);
        }),
      ),
    );
    const { files } = await mesa.changes.get({ repo, change_id: base });
    expect(files.sort()).toEqual([
      'a.txt',
      ...[0, 1, 2].flatMap((who) => [1, 2, 3, 4, 5].map((step) => `by-${who}-${step}`)),
    ]);
    await Promise.all(mounts.map((fs) => fs.close()));
  });

  test('never overwrites silently what somebody else wrote to the same file', async () => {
    const { repo, base } = await makeRepo({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    await using fs = await mesa.fs.mount({ repos: [repo] });
    await fs.change.edit({ repo, changeId: base });
    await fs.readFile(`/${repo}/a.txt`);
    await mesa.changes.update({ repo, change_id: base, files: [{ path: 'a.txt', text: 'theirs\n' }] });
    // Both are written within the second in which the filesystem has not looked.
    const [same, other] = await Promise.allSettled([
      fs.writeFile(`/${repo}/a.txt`, 'ours\n'),
      fs.writeFile(`/${repo}/b.txt`, 'ours\n'),
    ]);
    expect(other.status).toBe('fulfilled');
    expect(await fs.readFile(`/${repo}/b.txt`)).toBe('ours\n');
    const text = await fs.readFile(`/${repo}/a.txt`);
    expect(text).toContain('theirs');
    if (hasExtensions) {
      expect(same.status).toBe('fulfilled');
      expect(text).toContain('ours');
      expect(text).toContain('<<<<<<<');
      await fs.writeFile(`/${repo}/a.txt`, 'both\n');
      expect((await mesa.changes.get({ repo, change_id: base })).is_conflicted).toBe(false);
    } else
      expect(same).toMatchObject({ status: 'rejected', reason: { code: 'ESTALE', path: `/${repo}/a.txt` } });
  });

  test('gives the error of a request that is refused and takes the write back', async () => {
    const { repo } = await makeRepo({ a: 'stored', 'dir/b': 'stored too' });
    await using fs = await mesa.fs.mount({ repos: [repo] });
    await fs.readFile(`/${repo}/a`);
    await fs.readFile(`/${repo}/dir/b`);
    isRefusing = true;
    try {
      const errors = await Promise.all([
        failure(fs.writeFile(`/${repo}/a`, 'lost')),
        failure(fs.writeFile(`/${repo}/new`, 'lost')),
        failure(fs.mv(`/${repo}/dir`, `/${repo}/moved`)),
      ]);
      expect(errors.map(({ code, syscall }) => [code, syscall])).toEqual([
        ['EACCES', 'open'],
        ['EACCES', 'open'],
        ['EACCES', 'rename'],
      ]);
      expect(errors[0]?.cause).toMatchObject({ status: 403 });
    } finally {
      isRefusing = false;
    }
    expect(await fs.readFile(`/${repo}/a`)).toBe('stored');
    expect(await fs.readFile(`/${repo}/dir/b`)).toBe('stored too');
    expect(await fs.exists(`/${repo}/new`)).toBe(false);
    await fs.writeFile(`/${repo}/new`, 'now');
    expect(await fs.readFile(`/${repo}/new`)).toBe('now');
  });

  test('keeps what could not be sent, tells its writer, and stores it once the server answers', async () => {
    const { repo } = await makeRepo({ a: 'stored', 'dir/b': 'stored too' });
    await using fs = await mesa.fs.mount({ repos: [repo], writeTimeoutMs: 300 });
    await fs.readFile(`/${repo}/a`);
    await fs.readFile(`/${repo}/dir/b`);
    isBroken = true;
    try {
      const errors = await Promise.all([
        failure(fs.writeFile(`/${repo}/a`, 'waits')),
        failure(fs.mv(`/${repo}/dir`, `/${repo}/moved`)),
      ]);
      expect(errors.map(({ code, syscall }) => [code, syscall])).toEqual([
        ['EIO', 'open'],
        ['EIO', 'rename'],
      ]);
      expect(errors[0]?.cause).toMatchObject({ code: 'CONNECTION_FAILED' });
      expect(errors[0]?.message).toContain('kept in memory');
      // What is written meanwhile follows, also on top of what waits.
      expect((await failure(fs.writeFile(`/${repo}/a`, 'waits too'))).code).toBe('EIO');
      expect((await failure(fs.writeFile(`/${repo}/later`, 'new'))).code).toBe('EIO');
      expect(await fs.readFile(`/${repo}/a`)).toBe('waits too');
      expect(await fs.readFile(`/${repo}/moved/b`)).toBe('stored too');
      const { message } = await failure(fs.flush());
      expect(message).toContain(
        'within 300 ms; 4 paths are not on the server yet, kept in memory, and sent when it answers again.',
      );
    } finally {
      isBroken = false;
    }
    await eventually(() => fs.flush());
    const { changeId: change_id } = await fs.change.current({ repo });
    expect(await mesa.content.getText({ repo, change_id, path: 'a' })).toBe('waits too');
    expect(await mesa.content.getText({ repo, change_id, path: 'later' })).toBe('new');
    const { files, is_conflicted } = await mesa.changes.get({ repo, change_id });
    expect(files.sort()).toEqual(['a', 'dir/b', 'later', 'moved/b']);
    expect(is_conflicted).toBe(false);
  });

  test('changes, checkpoints and bookmarks', async () => {
    const { repo, base } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    const file = `/${repo}/notes.txt`;
    await fs.writeFile(file, 'one');
    const { changeId: first } = await fs.change.current({ repo });

    const { savedChangeOid, activeChangeOid } = await fs.change.checkpoint({ repo, message: 'One' });
    expect(savedChangeOid).toBe(first);
    expect(await mesa.changes.get({ repo, change_id: first })).toMatchObject({ message: 'One' });
    expect((await mesa.bookmarks.get({ repo, bookmark: 'main' })).change_id).toBe(activeChangeOid);
    await fs.writeFile(file, 'two');
    expect((await fs.change.current({ repo })).changeId).toBe(activeChangeOid);
    expect(await mesa.content.getText({ repo, change_id: first, path: 'notes.txt' })).toBe('one');
    const ids = (await fs.change.list({ repo })).map(({ changeId }) => changeId);
    expect(ids).toEqual([activeChangeOid, first, base]);
    expect(await fs.changes.list({ repo, limit: 1 })).toHaveLength(1);

    const { changeOid } = await fs.change.new({ repo, changeId: base, message: 'Aside' });
    expect(await fs.exists(file)).toBe(false);
    await fs.writeFile(file, 'aside');
    expect((await mesa.changes.get({ repo, change_id: changeOid })).message).toBe('Aside');
    await fs.bookmark.create({ repo, name: 'aside' });
    expect((await failure(fs.bookmarks.create({ repo, name: 'aside' }))).code).toBe('EEXIST');
    expect((await fs.bookmark.list({ repo })).sort()).toEqual(['aside', 'main']);
    await expect(fs.bookmark.move({ repo, name: 'main', changeId: changeOid })).rejects.toMatchObject({
      code: 'NOT_FORWARD',
    });
    await fs.bookmark.move({ repo, name: 'main', changeId: changeOid, allowBackwards: true });
    await expect(fs.change.checkpoint({ repo })).rejects.toMatchObject({ code: 'NOT_ON_BOOKMARK' });

    await fs.change.edit({ repo, changeId: first });
    expect(await fs.readFile(file)).toBe('one');
    await fs.writeFile(file, 'one, amended');
    expect((await fs.change.current({ repo })).changeId).toBe(first);
    await expect(fs.change.edit({ repo, changeId: 'k'.repeat(32) })).rejects.toThrow(NotFoundError);
    await expect(fs.change.new({ repo } as never)).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
    await expect(fs.change.current({ repo: 'other' })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });

  test('a checkpoint gives way to somebody who moved the bookmark', async () => {
    const { repo, base } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    await fs.writeFile(`/${repo}/a`, 'ours');
    const theirs = await mesa.changes.create({
      repo,
      base_change_id: base,
      files: [{ path: 'b', text: 'theirs' }],
    });
    await moveMain(repo, theirs.id);
    await expect(fs.change.checkpoint({ repo })).rejects.toMatchObject({ code: 'BOOKMARK_MOVED' });
    expect((await mesa.bookmarks.get({ repo, bookmark: 'main' })).change_id).toBe(theirs.id);
    expect(await fs.readFile(`/${repo}/a`)).toBe('ours');
  });

  test('an empty repository gets its first change by the first write', async () => {
    const { name: repo } = await mesa.repos.create({});
    await using fs = await mesa.fs.mount({ repos: [repo] });
    expect(await fs.readdir(`/${repo}`)).toEqual([]);
    expect(await fs.change.current({ repo })).toEqual({
      changeId: VIRTUAL_ROOT_CHANGE_ID,
      commitOid: '0'.repeat(40),
    });
    await fs.mkdir(`/${repo}/src`);
    await fs.writeFile(`/${repo}/src/index.ts`, '');
    await fs.change.checkpoint({ repo, message: 'First' });
    expect((await mesa.changes.list({ repo })).changes.map(({ message }) => message)).toEqual(['', 'First']);
  });

  test('metadata', async () => {
    const { repo } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    const file = `/${repo}/README.md`;
    expect(await fs.getMetadata(file)).toEqual({ org: depot.org, repo });
    await expect(fs.setMetadata(file, { repo: 'x' })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
    expect((await failure(fs.getMetadata(`/${repo}/missing`))).code).toBe('ENOENT');
    if (!hasExtensions) {
      expect((await failure(fs.setMetadata(file, { lang: 'en' }))).code).toBe('ENOTSUP');
      return;
    }
    await fs.setMetadata(file, { lang: 'en', draft: 'yes' });
    await fs.setMetadata(file, { draft: null });
    expect(await fs.getMetadata(file)).toEqual({ lang: 'en', org: depot.org, repo });
    await fs.clearMetadata(file);
    await fs.clearMetadata(file);
    expect(await fs.getMetadata(file)).toEqual({ org: depot.org, repo });
  });

  test("keeps git's own folder to itself", async () => {
    const { repo } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    await fs.mkdir(`/${repo}/.git/objects`, { recursive: true });
    await fs.writeFile(`/${repo}/.git/HEAD`, 'ref: refs/heads/main\n');
    await fs.cp(`/${repo}/README.md`, `/${repo}/.git/copy`);
    await fs.mv(`/${repo}/.git/copy`, `/${repo}/out`);
    await fs.mv(`/${repo}/README.md`, `/${repo}/.git/in`);
    expect(await fs.readFile(`/${repo}/.git/in`)).toBe('# Demo\n');
    const { changeId } = await fs.change.current({ repo });
    expect((await mesa.changes.get({ repo, change_id: changeId })).files.sort()).toEqual([
      'README.md',
      'out',
    ]);
    expect(await fs.readdir(`/${repo}/.git`)).toEqual(['HEAD', 'in', 'objects']);
  });

  test('closes once, and is closed then', async () => {
    const { repo } = await makeRepo();
    const fs: MesaFileSystem = await mesa.fs.mount({ repos: [repo] });
    const write = fs.writeFile(`/${repo}/a`, 'on its way');
    await Promise.all([fs.close(), fs.close()]);
    await write;
    expect((await failure(fs.readFile(`/${repo}/a`))).code).toBe('EBADF');
    await using again = await mesa.fs.mount({ repos: [repo] });
    expect(await again.exists(`/${repo}/a`)).toBe(false);
  });

  test('reads and writes under the names of the Python guide', async () => {
    const { repo } = await makeRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    await fs.write(`/${repo}/a`, new Uint8Array([1]));
    await fs.append(`/${repo}/a`, new Uint8Array([2]));
    expect([...(await fs.read(`/${repo}/a`))]).toEqual([1, 2]);
    expect(fs.resolvePath('/a', '../../b')).toBe('/b');
    expect(fs.getAllPaths()).toEqual([]);
    expect((await failure(fs.link(`/${repo}/a`, `/${repo}/b`))).code).toBe('ENOTSUP');
  });
});

import { createDepot, type Depot } from 'mesa-depot';
import { moveBookmark } from 'mesa-rest';
import {
  AuthenticationError,
  AuthorizationError,
  type FileSystemError,
  InvalidOptionsError,
  type Layout,
  Mesa,
  NotFoundError,
  repo,
  VIRTUAL_ROOT_CHANGE_ID,
} from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Layouts against a real depot: which paths there are, what of them, and what the token of it all is good for. */

const FILES = {
  'README.md': '# Demo\n',
  'docs/guide.md': 'guide\n',
  'secret/key.txt': 'hidden\n',
  'src/lib/a.ts': 'export const a = 1;\n',
  'src/main.ts': 'main\n',
};

const failure = (work: Promise<unknown>): Promise<FileSystemError> =>
  work.then(
    () => Promise.reject(new Error('It should have failed.')),
    (error: FileSystemError) => error,
  );

/** Returns what a token says of itself. */
function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());
}

describe.each([
  ['the extensions', {}],
  ['the official operations', { officialOnly: true }],
])('a layout with %s', (mode, options) => {
  const hasExtensions = mode === 'the extensions';
  let depot: Depot;
  let mesa: Mesa;
  let counter = 0;
  const sent: string[] = [];
  beforeAll(async () => {
    depot = await createDepot(options);
    mesa = new Mesa({
      apiUrl: depot.apiUrl,
      apiKey: depot.apiKey,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        sent.push(`${request.method} ${request.url}`);
        return fetch(request);
      },
    });
  });
  afterAll(() => depot?.close());

  async function makeRepo(files: Record<string, string> = FILES): Promise<{ name: string; base: string }> {
    const { name } = await mesa.repos.create({ name: `layout-${++counter}` });
    const base = await addChange(name, VIRTUAL_ROOT_CHANGE_ID, files);
    await moveMain(name, base);
    return { name, base };
  }

  async function addChange(
    name: string,
    base_change_id: string,
    files: Record<string, string>,
  ): Promise<string> {
    const { id } = await mesa.changes.create({
      repo: name,
      base_change_id,
      message: 'Write',
      files: Object.entries(files).map(([path, text]) => ({ path, text })),
    });
    return id;
  }

  async function moveMain(name: string, change_id: string): Promise<void> {
    const path = { org: depot.org, repo: name, bookmark: 'main' };
    await moveBookmark({ client: mesa.raw, path, body: { change_id } });
  }

  const filesOf = async (name: string, changeId: string): Promise<string[]> =>
    (await mesa.changes.get({ repo: name, change_id: changeId })).files.sort();

  test('is the whole filesystem', async () => {
    const { name } = await makeRepo();
    const other = await makeRepo({ 'one.txt': '1' });
    const definition = mesa.fs({
      layout: {
        '/workspace': repo(name, { mode: 'rw' }),
        '/a/b': [repo(other.name, { mode: 'ro' }), repo(other.name, { mode: 'rw', alias: 'mine' })],
      },
    });
    await using fs = await definition.mount();
    expect((await fs.readdir('/')).sort()).toEqual(['a', 'workspace']);
    expect(await fs.readdir('/a')).toEqual(['b']);
    expect((await fs.readdir('/a/b')).sort()).toEqual([other.name, 'mine'].sort());
    expect(await fs.readFile('/workspace/docs/guide.md')).toBe('guide\n');
    expect(await fs.readFile('/a/b/mine/one.txt')).toBe('1');
    // Neither by the name of the repository nor below the organization.
    expect(await fs.exists(`/${name}`)).toBe(false);
    expect(await fs.exists(`/${depot.org}/${name}`)).toBe(false);

    for (const path of ['/new', '/a/new', '/a/b/new']) {
      expect((await failure(fs.mkdir(path))).code).toBe('EROFS');
      expect((await failure(fs.writeFile(path, ''))).code).toBe('EROFS');
    }
    expect((await failure(fs.rm('/a/b', { recursive: true }))).code).toBe('EBUSY');
    expect((await failure(fs.mv('/workspace', '/elsewhere'))).code).toBe('EBUSY');
  });

  test('asks the server for nothing before it is mounted, and makes nothing then', async () => {
    const { name, base } = await makeRepo();
    sent.length = 0;
    const definition = mesa.fs({ layout: { '/w': repo(name, { mode: 'rw' }) } });
    expect(definition.layout()).toEqual({ '/w': { kind: 'repo', name, mode: 'rw' } });
    expect(sent).toEqual([]);
    await using fs = await definition.mount();
    expect((await fs.change.current({ repo: '/w' })).changeId).toBe(base);
    expect(sent.filter((line) => !line.startsWith('GET'))).toEqual([]);
  });

  test('is mounted any number of times, and from its own description', async () => {
    const { name } = await makeRepo();
    const definition = mesa.fs({ layout: { '/w': repo(name, { mode: 'rw' }) } });
    await using one = await definition.mount();
    await using two = await mesa.fs({ layout: JSON.parse(JSON.stringify(definition.layout())) }).mount();
    await one.writeFile('/w/one.txt', '1');
    expect(await two.exists('/w/one.txt')).toBe(false);
    await one.change.checkpoint({ repo: name });
    await expect.poll(() => two.exists('/w/one.txt'), { timeout: 5_000 }).toBe(true);
    const layout = definition.layout() as Record<string, unknown>;
    delete layout['/w'];
    expect(Object.keys(definition.layout())).toEqual(['/w']);
  });

  test('refuses writes where the mode is `ro`, also beside one that is `rw`', async () => {
    const { name } = await makeRepo();
    const layout: Layout = { '/ro': repo(name, { mode: 'ro' }), '/rw': repo(name, { mode: 'rw' }) };
    await using fs = await mesa.fs({ layout }).mount();
    sent.length = 0;
    expect((await failure(fs.writeFile('/ro/x', 'x'))).code).toBe('EROFS');
    expect((await failure(fs.rm('/ro/README.md'))).code).toBe('EROFS');
    expect((await failure(fs.mkdir('/ro/x'))).code).toBe('EROFS');
    expect(sent.filter((line) => !line.startsWith('GET'))).toEqual([]);
    await fs.cp('/ro/docs', '/rw/docs/copy', { recursive: true });
    expect(await fs.readFile('/rw/docs/copy/guide.md')).toBe('guide\n');
    expect(await fs.exists('/ro/docs/copy')).toBe(false);
  });

  test('shows one repository at several revisions, which are named by alias or path', async () => {
    const { name, base } = await makeRepo();
    const next = await addChange(name, base, { 'next.txt': 'next\n' });
    await mesa.bookmarks.create({ repo: name, name: 'next', change_id: next });
    await using fs = await mesa
      .fs({
        layout: {
          '/now': repo(name, { mode: 'rw' }),
          '/next': repo(name, { mode: 'ro', at: { bookmark: 'next' }, alias: 'coming' }),
          '/then': repo(name, { mode: 'rw', at: { changeId: base } }),
        },
      })
      .mount();
    expect(await fs.exists('/now/next.txt')).toBe(false);
    expect(await fs.readFile('/next/next.txt')).toBe('next\n');
    expect((await fs.change.current({ repo: 'coming' })).changeId).toBe(next);
    expect((await fs.change.current({ repo: '/next' })).changeId).toBe(next);
    expect((await fs.change.current({ repo: '/then' })).changeId).toBe(base);
    await expect(fs.change.current({ repo: name })).rejects.toThrow(
      `\`repo\` is ${JSON.stringify(name)}, which names no mounted repository. Mounted: /now, coming, /then.`,
    );

    await Promise.all([fs.writeFile('/now/file', 'now'), fs.writeFile('/then/file', 'then')]);
    const [now, then] = await Promise.all(
      ['/now', '/then'].map(async (path) => (await fs.change.current({ repo: path })).changeId),
    );
    expect(now).not.toBe(then);
    expect(await mesa.content.getText({ repo: name, change_id: now as string, path: 'file' })).toBe('now');
    expect(await mesa.content.getText({ repo: name, change_id: then as string, path: 'file' })).toBe('then');
  });

  test('says what does not exist when it is mounted', async () => {
    const { name } = await makeRepo();
    const mount = (layout: Layout): Promise<unknown> => mesa.fs({ layout }).mount();
    await expect(mount({ '/w': repo('nowhere', { mode: 'ro' }) })).rejects.toThrow(NotFoundError);
    await expect(mount({ '/w': repo(name, { mode: 'ro', at: { bookmark: 'none' } }) })).rejects.toThrow(
      NotFoundError,
    );
    await expect(
      mount({ '/w': repo(name, { mode: 'rw', branchedFrom: { bookmark: 'none' } }) }),
    ).rejects.toThrow(NotFoundError);
  });

  describe('`branchedFrom`', () => {
    test('works on a new change, which has no name', async () => {
      const { name, base } = await makeRepo();
      const layout: Layout = { '/w': repo(name, { mode: 'rw', branchedFrom: { bookmark: 'main' } }) };
      await using fs = await mesa.fs({ layout }).mount();
      const { changeId } = await fs.change.current({ repo: name });
      expect(changeId).not.toBe(base);
      expect((await mesa.changes.get({ repo: name, change_id: changeId })).parents).toEqual([base]);
      await fs.writeFile('/w/new.txt', 'new');
      expect((await fs.change.current({ repo: name })).changeId).toBe(changeId);
      expect(await filesOf(name, changeId)).toEqual(['new.txt']);

      // It stays where it is, whatever happens to what it was branched from.
      await moveMain(name, await addChange(name, base, { 'README.md': '# Other\n' }));
      await fs.refresh();
      expect(await fs.readFile('/w/README.md')).toBe('# Demo\n');
      expect(await fs.bookmark.list({ repo: name })).toEqual(['main']);
    });

    test('goes on at its bookmark when it is mounted again', async () => {
      const { name, base } = await makeRepo();
      const definition = mesa.fs({
        layout: {
          '/w': repo(name, {
            mode: 'rw',
            branchedFrom: { changeId: base, as: { bookmark: 'agent', describe: 'What the agent did' } },
          }),
        },
      });
      let changeId: string;
      {
        await using fs = await definition.mount();
        await fs.writeFile('/w/first.txt', '1');
        ({ changeId } = await fs.change.current({ repo: name }));
      }
      const { message } = await mesa.changes.get({ repo: name, change_id: changeId });
      expect(message).toBe('What the agent did');
      expect((await mesa.bookmarks.get({ repo: name, bookmark: 'agent' })).change_id).toBe(changeId);

      await using again = await definition.mount();
      expect(await again.readFile('/w/first.txt')).toBe('1');
      await again.writeFile('/w/second.txt', '2');
      expect(await filesOf(name, changeId)).toEqual(['first.txt', 'second.txt']);
      const { savedChangeOid, activeChangeOid } = await again.change.checkpoint({ repo: name });
      expect(savedChangeOid).toBe(changeId);
      expect((await mesa.bookmarks.get({ repo: name, bookmark: 'agent' })).change_id).toBe(activeChangeOid);
      expect((await mesa.bookmarks.get({ repo: name, bookmark: 'main' })).change_id).toBe(base);
    });

    test('begins once when it is mounted twice at the same time', async () => {
      const { name } = await makeRepo();
      const as = { bookmark: 'agent' };
      const layout: Layout = { '/w': repo(name, { mode: 'rw', branchedFrom: { bookmark: 'main', as } }) };
      const definition = mesa.fs({ layout });
      const both = await Promise.all([definition.mount(), definition.mount()]);
      const changes = await Promise.all(both.map((fs) => fs.change.current({ repo: name })));
      expect(changes[0]).toEqual(changes[1]);
      await Promise.all(both.map((fs) => fs.close()));
    });

    test('does not work on the default bookmark', async () => {
      const { name, base } = await makeRepo();
      const as = { bookmark: 'main' };
      const layout: Layout = { '/w': repo(name, { mode: 'rw', branchedFrom: { changeId: base, as } }) };
      const error = await failure(mesa.fs({ layout }).mount());
      expect(error).toBeInstanceOf(InvalidOptionsError);
      expect(error.message).toContain("`as.bookmark: 'main'`, the default bookmark");
    });
  });

  describe('`subPaths`', () => {
    test('shows them, the directories on the way, and nothing else', async () => {
      const { name } = await makeRepo();
      const subPaths = ['docs', 'src/lib'];
      await using fs = await mesa.fs({ layout: { '/w': repo(name, { mode: 'rw', subPaths }) } }).mount();
      expect((await fs.readdir('/w')).sort()).toEqual(['docs', 'src']);
      expect(await fs.readdir('/w/src')).toEqual(['lib']);
      expect(await fs.readFile('/w/src/lib/a.ts')).toBe(FILES['src/lib/a.ts']);
      for (const path of ['README.md', 'secret/key.txt', 'src/main.ts'])
        expect((await failure(fs.readFile(`/w/${path}`))).code).toBe('ENOENT');
      expect((await failure(fs.readdir('/w/secret'))).code).toBe('ENOENT');
    });

    test('are all that can be written', async () => {
      const { name } = await makeRepo();
      const subPaths = ['docs', 'src/lib'];
      await using fs = await mesa.fs({ layout: { '/w': repo(name, { mode: 'rw', subPaths }) } }).mount();
      sent.length = 0;
      const refused: [string, () => Promise<unknown>][] = [
        ['writeFile', () => fs.writeFile('/w/README.md', 'mine')],
        ['writeFile on the way', () => fs.writeFile('/w/src/main.ts', 'mine')],
        ['through ..', () => fs.writeFile('/w/docs/../secret', 'mine')],
        ['mkdir', () => fs.mkdir('/w/secret')],
        ['mkdir -p', () => fs.mkdir('/w/other/deep', { recursive: true })],
        ['symlink', () => fs.symlink('docs', '/w/link')],
        ['mv out', () => fs.mv('/w/docs/guide.md', '/w/guide.md')],
        ['cp out', () => fs.cp('/w/docs', '/w/copy', { recursive: true })],
      ];
      for (const [what, work] of refused)
        expect(`${what}: ${(await failure(work())).code}`).toBe(`${what}: EROFS`);
      expect((await failure(fs.rm('/w/src', { recursive: true }))).code).toBe('EBUSY');
      expect((await failure(fs.mv('/w/src', '/w/docs/src'))).code).toBe('EBUSY');
      expect(sent.filter((line) => !line.startsWith('GET'))).toEqual([]);

      await fs.writeFile('/w/docs/new.md', 'new');
      await fs.mv('/w/docs/guide.md', '/w/src/lib/guide.md');
      await fs.rm('/w/src/lib/a.ts');
      const { changeId } = await fs.change.current({ repo: name });
      expect(await filesOf(name, changeId)).toEqual([
        'docs/guide.md',
        'docs/new.md',
        'src/lib/a.ts',
        'src/lib/guide.md',
      ]);
      const kept = await mesa.content.getText({ repo: name, change_id: changeId, path: 'secret/key.txt' });
      expect(kept).toBe('hidden\n');
    });

    test('may be a file, and what does not exist yet', async () => {
      const { name } = await makeRepo();
      const subPaths = ['README.md', 'packages/new/src', 'NOTES.md'];
      await using fs = await mesa.fs({ layout: { '/w': repo(name, { mode: 'rw', subPaths }) } }).mount();
      expect((await fs.readdir('/w')).sort()).toEqual(['README.md', 'packages']);
      expect(await fs.readdir('/w/packages/new')).toEqual([]);
      await fs.writeFile('/w/README.md', '# Mine\n');
      await fs.writeFile('/w/NOTES.md', 'notes');
      await fs.mkdir('/w/packages/new/src');
      await fs.writeFile('/w/packages/new/src/index.ts', 'new');
      expect((await failure(fs.writeFile('/w/packages/new/package.json', '{}'))).code).toBe('EROFS');
      const { changeId } = await fs.change.current({ repo: name });
      expect(await filesOf(name, changeId)).toEqual(['NOTES.md', 'README.md', 'packages/new/src/index.ts']);
      await fs.rm('/w/packages/new/src', { recursive: true });
      await fs.rm('/w/README.md');
      expect(await fs.readdir('/w/packages/new')).toEqual([]);
      expect((await fs.readdir('/w')).sort()).toEqual(['NOTES.md', 'packages']);
      await fs.writeFile('/w/README.md', '# Again\n');
      expect(await fs.readFile('/w/README.md')).toBe('# Again\n');
    });

    test('keeps what others write elsewhere, and shows what they write there', async () => {
      const { name, base } = await makeRepo();
      const subPaths = ['docs', 'new'];
      await using fs = await mesa.fs({ layout: { '/w': repo(name, { mode: 'rw', subPaths }) } }).mount();
      expect(await fs.readdir('/w')).toEqual(['docs']);
      await fs.writeFile('/w/docs/mine.md', 'mine');
      const { changeId } = await fs.change.current({ repo: name });
      expect(changeId).not.toBe(base);
      const { current_commit_oid } = await mesa.changes.get({ repo: name, change_id: changeId });
      await mesa.changes.patch({
        repo: name,
        change_id: changeId,
        base_commit_oid: current_commit_oid,
        files: ['docs/theirs.md', 'new/theirs.md', 'secret/theirs.txt'].map((path) => ({
          path,
          text: 'theirs',
        })),
      });
      await fs.writeFile('/w/docs/more.md', 'more');
      await fs.refresh();
      expect((await fs.readdir('/w')).sort()).toEqual(['docs', 'new']);
      expect((await fs.readdir('/w/docs')).sort()).toEqual(['guide.md', 'mine.md', 'more.md', 'theirs.md']);
      expect(await fs.readFile('/w/new/theirs.md')).toBe('theirs');
      expect(await fs.exists('/w/secret')).toBe(false);
      expect(await filesOf(name, changeId)).toContain('secret/theirs.txt');
    });

    test('of one repository at two places are two views, each with its own change', async () => {
      const { name } = await makeRepo();
      await using fs = await mesa
        .fs({
          layout: {
            '/docs': repo(name, { mode: 'rw', subPaths: ['docs'] }),
            '/src': repo(name, { mode: 'ro', subPaths: ['src'] }),
          },
        })
        .mount();
      await fs.writeFile('/docs/docs/new.md', 'new');
      expect((await failure(fs.writeFile('/src/src/main.ts', ''))).code).toBe('EROFS');
      expect(await fs.readFile('/src/src/main.ts')).toBe('main\n');
      const [docs, src] = await Promise.all([
        fs.change.current({ repo: '/docs' }),
        fs.change.current({ repo: '/src' }),
      ]);
      expect(docs.changeId).not.toBe(src.changeId);
    });

    test('are not left by following links or a folder of git', async () => {
      const { name } = await makeRepo();
      const subPaths = ['docs'];
      await using fs = await mesa
        .fs({ layout: { '/w': repo(name, { mode: 'rw', subPaths }), '/ro': repo(name, { mode: 'ro' }) } })
        .mount();
      if (hasExtensions) {
        for (const target of ['../secret/key.txt', '/w/secret/key.txt', '../../w/secret/key.txt']) {
          await fs.symlink(target, '/w/docs/link');
          expect((await failure(fs.readFile('/w/docs/link'))).code).toBe('ENOENT');
          expect(await fs.exists('/w/docs/link')).toBe(false);
          await fs.rm('/w/docs/link');
        }
        // Writing through one makes nothing outside either, nor does one into what is read-only.
        await fs.symlink('../stolen.txt', '/w/docs/out');
        expect((await failure(fs.writeFile('/w/docs/out', 'x'))).code).toBe('EROFS');
        await fs.symlink('/ro/README.md', '/w/docs/other');
        expect(await fs.readFile('/w/docs/other')).toBe('# Demo\n');
        expect((await failure(fs.writeFile('/w/docs/other', 'x'))).code).toBe('EROFS');
        expect((await failure(fs.setMetadata('/w', { key: 'value' }))).code).toBe('EROFS');
      }
      await fs.mkdir('/w/.git');
      await fs.writeFile('/w/.git/HEAD', 'ref: refs/heads/main\n');
      expect(await fs.readFile('/w/.git/HEAD')).toBe('ref: refs/heads/main\n');
    });
  });

  describe('the token', () => {
    test('is good for the repositories of the layout and reading only, where it only reads', async () => {
      const { name } = await makeRepo();
      const other = await makeRepo();
      const definition = mesa.fs({
        layout: {
          '/a': repo(name, { mode: 'ro' }),
          '/b': repo(name, { mode: 'ro', subPaths: ['docs'] }),
        },
        ttl: 120,
      });
      const before = Date.now();
      const { token, expires_at, scopes, repos } = await definition.token();
      expect(scopes).toEqual(['read']);
      expect(repos).toEqual([`${depot.org}/${name}`]);
      expect(Date.parse(expires_at) - before).toBeGreaterThan(117_000);
      expect(Date.parse(expires_at) - before).toBeLessThan(123_000);
      const claims = claimsOf(token);
      expect(claims.scopes).toEqual(['read']);
      expect(claims.repos).toEqual([`${depot.org}/${name}`]);
      expect((claims.exp as number) - (claims.iat as number)).toBe(120);

      const holder = new Mesa({ accessToken: token, apiUrl: depot.apiUrl, org: depot.org });
      expect(await holder.content.getText({ repo: name, path: 'README.md' })).toBe('# Demo\n');
      const outside = await failure(holder.content.getText({ repo: other.name, path: 'README.md' }));
      expect([AuthorizationError, NotFoundError].some((type) => outside instanceof type)).toBe(true);
      await expect(
        holder.changes.create({ repo: name, base_change_id: VIRTUAL_ROOT_CHANGE_ID, message: 'No' }),
      ).rejects.toThrow(AuthorizationError);
      await expect(holder.repos.create({ name: 'no' })).rejects.toThrow(AuthorizationError);
      await expect(holder.fs({ layout: definition.layout() }).token()).rejects.toThrow(InvalidOptionsError);

      // Who holds it mounts the same, and no more.
      await using fs = await holder.fs({ layout: definition.layout() }).mount();
      expect(await fs.readFile('/b/docs/guide.md')).toBe('guide\n');
      await expect(
        holder.fs({ layout: { '/x': repo(other.name, { mode: 'ro' }) } }).mount(),
      ).rejects.toThrow();
      await using writer = await holder.fs({ layout: { '/a': repo(name, { mode: 'rw' }) } }).mount();
      expect((await failure(writer.writeFile('/a/x', 'x'))).code).toBe('EACCES');
    });

    test('is good for writing where something is `rw`, and new each time', async () => {
      const { name } = await makeRepo();
      const other = await makeRepo();
      const definition = mesa.fs({
        layout: { '/a': repo(name, { mode: 'rw' }), '/b': repo(other.name, { mode: 'ro' }) },
      });
      const one = await definition.token();
      expect(one.scopes).toEqual(['read', 'write']);
      expect(one.repos).toEqual([`${depot.org}/${name}`, `${depot.org}/${other.name}`]);
      expect((await definition.token()).token).not.toBe(one.token);
    });

    test('of the mount itself is such a one', async () => {
      const { name } = await makeRepo();
      const tokens = new Set<string>();
      const watched = new Mesa({
        apiUrl: depot.apiUrl,
        apiKey: depot.apiKey,
        fetch: async (input, init) => {
          const request = new Request(input, init);
          if (request.url.includes(`/${name}/`)) tokens.add(request.headers.get('authorization') ?? '');
          return fetch(request);
        },
      });
      await using fs = await watched.fs({ layout: { '/a': repo(name, { mode: 'ro' }) }, ttl: 60 }).mount();
      await fs.readFile('/a/README.md');
      expect(tokens.size).toBe(1);
      const claims = claimsOf([...tokens][0] as string);
      expect(claims.scopes).toEqual(['read']);
      expect(claims.repos).toEqual([`${depot.org}/${name}`]);
    });

    test.each([0, 1.5, 90_000])('does not live for %s seconds', async (ttl) => {
      const definition = mesa.fs({ layout: { '/a': repo('demo', { mode: 'ro' }) }, ttl });
      await expect(definition.token()).rejects.toThrow(InvalidOptionsError);
      await expect(definition.mount()).rejects.toThrow(InvalidOptionsError);
    });
  });

  test.runIf(hasExtensions)('writes in the name of its authors', async () => {
    const { name } = await makeRepo();
    const { private_key } = await mesa.signingKeys.create({ name: `key-${counter}`, scopes: ['admin'] });
    const signer = new Mesa({ privateKey: private_key, apiUrl: depot.apiUrl });
    const authors = [{ name: 'Ada', email: 'ada@example.com' }, { name: 'Bob' }];
    const definition = signer.fs({ layout: { '/w': repo(name, { mode: 'rw' }) }, authors });
    await using fs = await definition.mount();
    await fs.writeFile('/w/signed.txt', 'x');
    const { changeId } = await fs.change.current({ repo: name });
    const change = await mesa.changes.get({ repo: name, change_id: changeId });
    expect(change.author).toMatchObject({ name: 'Ada', email: 'ada@example.com' });
    expect(change.message).toMatch(/^Co-authored-by: Bob </m);

    const byKey = mesa.fs({ layout: { '/w': repo(name, { mode: 'rw' }) }, authors });
    await expect(byKey.mount()).rejects.toThrow('`authors` can only be signed with a private key');
  });

  test('is no option of fs.mount, and its repositories none of fs', async () => {
    const layout = { '/a': repo('demo', { mode: 'ro' }) };
    // @ts-expect-error Types say it too.
    await expect(mesa.fs.mount({ layout })).rejects.toThrow('mesa.fs({ layout }).mount()');
    // @ts-expect-error Types say it too.
    expect(() => mesa.fs({ repos: ['demo'] })).toThrow('mesa.fs does not take `repos`; it takes `layout`');
    expect(() => mesa.fs({ layout: { '/a/b': layout['/a'], '/a': layout['/a'] } })).toThrow(
      '`/a/b` inside of `/a`',
    );
  });

  test('is refused for a credential that is not good', async () => {
    const stranger = new Mesa({ accessToken: 'mesa_nonsense', apiUrl: depot.apiUrl, org: depot.org });
    await expect(stranger.fs({ layout: { '/a': repo('demo', { mode: 'ro' }) } }).mount()).rejects.toThrow(
      AuthenticationError,
    );
  });
});

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Commit, decodeCommit, encodeCommit, type Identity } from './commit.js';
import { hashObject } from './oid.js';
import { createScratchRepo } from './testing/git.js';
import { EMPTY_TREE_OID } from './tree.js';

const repo = createScratchRepo();
afterAll(() => repo.remove());
repo.git(['hash-object', '-t', 'tree', '-w', '--stdin'], '');

const CHANGE_ID = 'kkmpptxzrspxrzommnulwmwkkqwworpl';
const AUTHOR = 'author A U Thor <author@example.com> 1700000000 +0200';
const COMMITTER = 'committer C O Mitter <committer@example.com> 1700000001 -0730';

/** A commit body with the usual head, more header lines, and a message. */
function body(headers: readonly string[], message: string | Uint8Array, head = usualHead): Buffer {
  const text = [...head, ...headers].map((line) => `${line}\n`).join('');
  return Buffer.concat([Buffer.from(`${text}\n`), Buffer.from(message)]);
}
const usualHead = [`tree ${EMPTY_TREE_OID}`, AUTHOR, COMMITTER];

const word = fc.stringMatching(/^[A-Za-zÀ-ÿ.😀][A-Za-zÀ-ÿ .'😀]{0,10}$/u).map((text) => text.trim());
const identity: fc.Arbitrary<Identity> = fc.record({
  name: word,
  email: fc.oneof(fc.constant(''), word),
  timestampMs: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  timezone: fc.constantFrom('+0000', '-0000', '+0545', '-1130'),
});
const commits: fc.Arbitrary<Commit> = fc
  .record(
    {
      author: identity,
      committer: identity,
      message: fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text)),
      parents: fc.array(fc.stringMatching(/^[0-9a-f]{40}$/), { maxLength: 3 }),
      changeId: fc.stringMatching(/^[k-z]{32}$/),
      extraHeaders: fc.array(
        fc.tuple(
          fc.constantFrom('encoding', 'gpgsig', 'x-note'),
          fc.stringMatching(/^[a-z]+(\n *[a-z]*){0,3}$/),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    },
    { requiredKeys: ['author', 'committer', 'message', 'parents'] },
  )
  .map((fields) => ({ ...fields, tree: EMPTY_TREE_OID }) as Commit);

describe('encodeCommit', () => {
  it('writes a commit that git commit-tree writes byte for byte', () => {
    const plain = commits.filter((commit) => commit.message.trim() !== '' && !commit.message.includes('\0'));
    fc.assert(
      fc.property(plain, ({ author, committer, message }) => {
        const mine = encodeCommit({ tree: EMPTY_TREE_OID, parents: [], author, committer, message });
        const oid = repo.git(['hash-object', '-t', 'commit', '-w', '--stdin'], mine).toString().trim();
        expect(hashObject('commit', mine)).toBe(oid);
        expect(repo.git(['cat-file', 'commit', oid])).toEqual(Buffer.from(mine));
        const shown = repo
          .git(['log', '-1', '--format=%an%x00%ae%x00%at%x00%cn%x00%ct%x00%B', oid])
          .toString();
        expect(shown.replace(/\n*$/, '')).toBe(
          [
            author.name,
            author.email,
            author.timestampMs / 1000,
            committer.name,
            committer.timestampMs / 1000,
            message,
          ]
            .join('\0')
            .replace(/\n*$/, ''),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('comes back from decodeCommit', () => {
    fc.assert(
      fc.property(commits, (commit) => {
        expect(decodeCommit(encodeCommit(commit))).toEqual(commit);
      }),
    );
  });

  it('puts encoding before change-id and everything else behind', () => {
    const text = Buffer.from(
      encodeCommit({
        ...decodeCommit(body([], 'm')),
        changeId: CHANGE_ID,
        extraHeaders: [
          ['encoding', 'ISO-8859-1'],
          ['gpgsig', 'first\nsecond'],
        ],
      }),
    ).toString();
    expect(text.split('\n').slice(3)).toEqual([
      'encoding ISO-8859-1',
      `change-id ${CHANGE_ID}`,
      'gpgsig first',
      ' second',
      '',
      'm',
    ]);
  });

  it('keeps what would end a header out of names and addresses', () => {
    const commit = decodeCommit(body([], 'm'));
    const author = { ...commit.author, name: ' Eve\nparent 1234 <x> ', email: 'e<v>e@\nexample.com' };
    const [, line] = Buffer.from(encodeCommit({ ...commit, author }))
      .toString()
      .split('\n');
    expect(line).toBe('author Eveparent 1234 x <eve@example.com> 1700000000 +0200');
  });

  it('cuts dates to whole seconds and refuses those git cannot store', () => {
    const commit = decodeCommit(body([], 'm'));
    const at = (timestampMs: number, timezone = '+0000') =>
      encodeCommit({ ...commit, author: { ...commit.author, timestampMs, timezone } });
    expect(decodeCommit(at(1999)).author.timestampMs).toBe(1000);
    for (const time of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => at(time)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
    }
    expect(() => at(0, 'UTC')).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });

  it('passes git fsck --strict with a change-id', () => {
    const mine = encodeCommit({ ...decodeCommit(body([], 'message\n')), changeId: CHANGE_ID });
    const oid = repo.git(['hash-object', '-t', 'commit', '-w', '--stdin'], mine).toString().trim();
    repo.git(['fsck', '--strict', '--no-dangling', oid]);
  });
});

describe('decodeCommit', () => {
  const unusual: Record<string, Buffer> = {
    'a signature before the change id': body(
      ['gpgsig -----BEGIN', ' ', ' abc', ` -----END`, `change-id ${CHANGE_ID}`],
      'm',
    ),
    'a change id before the encoding': body([`change-id ${CHANGE_ID}`, 'encoding latin1'], 'm'),
    'two change ids': body([`change-id ${CHANGE_ID}`, `change-id ${'z'.repeat(32)}`], 'm'),
    'a change id of another form': body(['change-id 1234'], 'm'),
    'a message that is not UTF-8': body(['encoding ISO-8859-1'], Buffer.from('caf\xe9\xff', 'latin1')),
    'an empty message': body([], ''),
    'a message with NUL and CR': body([], 'a\0b\r\n\n\n'),
    'a header without a value': body(['x-empty', 'x-empty-too '], 'm'),
    'no blank line at all': Buffer.from(`${usualHead.join('\n')}\n`),
    'an author without a name': body([], 'm', [`tree ${EMPTY_TREE_OID}`, 'author  <a@b> 1 +0000', COMMITTER]),
    'an author without a space before the address': body([], 'm', [
      `tree ${EMPTY_TREE_OID}`,
      'author A<a@b> 1 +0000',
      COMMITTER,
    ]),
    'an author with brackets in the address': body([], 'm', [
      `tree ${EMPTY_TREE_OID}`,
      'author A <a<b>c> 1 +0000',
      COMMITTER,
    ]),
    'a date before 1970': body([], 'm', [`tree ${EMPTY_TREE_OID}`, 'author A <a> -99 +0000', COMMITTER]),
    'a date with leading zeros': body([], 'm', [
      `tree ${EMPTY_TREE_OID}`,
      'author A <a> 0099 +051800',
      COMMITTER,
    ]),
    'a date beyond every number': body([], 'm', [
      `tree ${EMPTY_TREE_OID}`,
      'author A <a> 18446744073709551615 +0000',
      COMMITTER,
    ]),
  };

  it.each(Object.entries(unusual))('keeps every byte of a commit with %s', (_, bytes) => {
    expect(Buffer.from(encodeCommit(decodeCommit(bytes)))).toEqual(bytes);
  });

  it('keeps every byte of any commit it can read', () => {
    const line = fc.oneof(
      fc.constantFrom(
        `change-id ${CHANGE_ID}`,
        'encoding latin1',
        'gpgsig a',
        ' continued',
        ' ',
        'x',
        'x  y',
      ),
      fc.stringMatching(/^[a-z]{1,3} [^\n]{0,5}$/),
    );
    // A line that continues the committer is malformed, and is refused.
    const headerLines = fc.array(line).filter(([first]) => first?.startsWith(' ') !== true);
    fc.assert(
      fc.property(headerLines, fc.uint8Array(), (headers, message) => {
        const bytes = body(headers, message);
        expect(Buffer.from(encodeCommit(decodeCommit(bytes)))).toEqual(bytes);
      }),
    );
  });

  it('finds the change id wherever it stands, and unfolds signatures', () => {
    const commit = decodeCommit(body(['gpgsig -----BEGIN', ' ', ' -----END', `change-id ${CHANGE_ID}`], 'm'));
    expect(commit.changeId).toBe(CHANGE_ID);
    expect(commit.extraHeaders).toEqual([['gpgsig', '-----BEGIN\n\n-----END']]);
  });

  it('reads identities with time and zone', () => {
    expect(decodeCommit(body([], 'm')).committer).toEqual({
      name: 'C O Mitter',
      email: 'committer@example.com',
      timestampMs: 1_700_000_001_000,
      timezone: '-0730',
    });
  });

  it('refuses what is not a commit', () => {
    const corrupt = expect.objectContaining({ code: 'OBJECT_CORRUPT' });
    const wrong = [
      '',
      'hello',
      `tree ${EMPTY_TREE_OID}\n\nm`,
      `tree 123\n${AUTHOR}\n${COMMITTER}\n\nm`,
      `tree ${EMPTY_TREE_OID}\nparent x\n${AUTHOR}\n${COMMITTER}\n\nm`,
      `tree ${EMPTY_TREE_OID}\nauthor nobody\n${COMMITTER}\n\nm`,
      `tree ${EMPTY_TREE_OID}\n${AUTHOR}\n\nm`,
    ];
    for (const text of wrong) expect(() => decodeCommit(Buffer.from(text))).toThrow(corrupt);
  });
});

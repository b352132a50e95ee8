import fc from 'fast-check';
import type { KnownConflict, KnownRepo, KnownWorld } from './known-world.js';
import { ODD_STRINGS } from './odd-strings.js';
import { arbitraryOf, type MeaningfulValues } from './schema-arbitrary.js';

const VIRTUAL_ROOT = 'z'.repeat(32);
const NO_OID = '0'.repeat(40);

/** Few names, so that files, directories and links of different changes meet. */
const PATHS = ['a.txt', 'c.txt', 'new.txt', 'dir/b.txt', 'dir/c.txt', 'x/y/z/deep.bin', 'link', 'ü.txt'];
/** Names that are a file for one change and a directory for another. */
const CLASHING_PATHS = ['dir', 'a.txt/b', 'x/y', 'link/to'];
const BOOKMARKS = ['main', 'feature', 'clean', 'new', 'release/1', 'release', 'päth', 'b1', 'b2', 'b3', 'b4'];

/** Returns what to put where a request names something, for requests about `repo`. */
export function meaningfulValues(operationId: string, known: KnownWorld, repo: KnownRepo): MeaningfulValues {
  const change = anyOf(repo.changes.all(), VIRTUAL_ROOT);
  const bookmark = anyOf(repo.bookmarks.all(), 'main');
  const path = fc.oneof(
    { weight: 20, arbitrary: anyOf(repo.paths.all(), 'a.txt') },
    { weight: 20, arbitrary: fc.constantFrom(...PATHS) },
    { weight: 1, arbitrary: fc.constantFrom(...CLASHING_PATHS) },
  );
  const isAboutChange = ['getChange', 'updateChange', 'listChangeVersions', 'writeBatch'].includes(
    operationId,
  );
  const repoIds = fc.uniqueArray(
    anyOf(
      known.repos.map(({ id }) => id),
      'repo_none',
    ),
    { minLength: 1, maxLength: 3 },
  );
  const idsOf: Record<string, readonly string[]> = {
    revokeApiKey: known.keyIds.all(),
    updateApiKey: known.keyIds.all(),
    revokeSigningKey: known.signingKeyIds.all(),
  };

  const meaningful: MeaningfulValues = ({ name, ref, schema }) => {
    if (ref === 'FileOperation') return fileOperations(meaningful);
    switch (name) {
      case 'org':
        return fc.oneof(
          { weight: 60, arbitrary: fc.constant(known.org) },
          fc.constantFrom('nobody', 'whoami'),
        );
      case 'repo':
        return fc.constant(repo.name);
      case 'change_id':
      case 'base_change_id':
      case 'head_change_id':
        return fc.oneof({ weight: isAboutChange ? 60 : 6, arbitrary: change }, fc.constant(VIRTUAL_ROOT));
      case 'bookmark':
      case 'default_bookmark':
      case 'target':
      case 'source':
        return bookmark;
      case 'base':
      case 'head':
      case 'ref':
        return operationId === 'performMerge' ? bookmark : fc.oneof(bookmark, change);
      case 'path':
        return operationId === 'getContent' ? fc.oneof(fc.constantFrom('', 'a.txt', 'dir'), path) : path;
      case 'id':
        return anyOf(idsOf[operationId] ?? [], 'key_none');
      case 'webhookTargetId':
        return anyOf(known.targetIds.all(), 'wht_none');
      case 'syncId':
        return anyOf(repo.syncIds.all(), 'sync_none');
      case 'repo_id':
        return fc.constant(repo.id);
      case 'repo_ids':
        return schema.type === 'string' ? undefined : repoIds;
      case 'tags':
        return ref === undefined ? tagFilters : undefined;
      case 'glob':
        return fc.constantFrom('*', 'm*', '?ain', '*/*', 'release/?', '**********a', 'clean');
      case 'content':
        return contents;
      case 'oid':
        return operationId === 'getTree' ? anyOf(repo.trees.all(), NO_OID) : anyOf(repo.blobs.all(), NO_OID);
      case 'blob_oid':
        return anyOf(repo.blobs.all(), NO_OID);
      case 'oids':
        if (schema.type !== 'array') return undefined;
        return fc.array(anyOf(repo.blobs.all(), NO_OID), { minLength: 1, maxLength: 5 });
      case 'after':
        return fc.nat(30);
      case 'operations':
        if (schema.type !== 'array') return undefined;
        return fc.array(batchOperations(meaningful), { minLength: 1, maxLength: 5 });
      case 'from':
      case 'to':
        return path;
      case 'base_commit_oid':
        return anyOf(repo.commits.all(), '0'.repeat(40));
      case 'public_key':
        return fc
          .uint8Array({ minLength: 32, maxLength: 32 })
          .map((bytes) => Buffer.from(bytes).toString('base64url'));
      case 'files':
        if (schema.type !== 'array') return undefined;
        return fc.uniqueArray(fileOperations(meaningful), { maxLength: 5, selector: pathOf });
    }
    if (ref === 'BookmarkName') return fc.constantFrom(...BOOKMARKS);
    if (ref === 'RepoName') return fc.integer({ min: 1, max: 40 }).map((number) => `repo-${number}`);
    return undefined;
  };
  return meaningful;
}

/** Mostly files to write: what is to be deleted has to be there first. */
function fileOperations(meaningful: MeaningfulValues): fc.Arbitrary<unknown> {
  const operation = (name: string): fc.Arbitrary<unknown> =>
    arbitraryOf('operation', { $ref: `#/components/schemas/${name}` }, meaningful);
  return fc.oneof(
    { weight: 12, arbitrary: operation('FileUpsert') },
    { weight: 2, arbitrary: operation('SymlinkUpsert') },
    { weight: 1, arbitrary: operation('FileDelete') },
  );
}

/** Mostly files to put, for the same reason; contents or a blob, and now and then both. */
function batchOperations(meaningful: MeaningfulValues): fc.Arbitrary<unknown> {
  const operation = (name: string): fc.Arbitrary<unknown> =>
    arbitraryOf('operation', { $ref: `#/components/schemas/${name}` }, meaningful);
  const put = fc.tuple(operation('BatchPut'), fc.nat(20)).map(([made, chance]) => {
    const { content, blob_oid, ...rest } = made as Record<string, unknown>;
    if (chance === 0) return made;
    return { ...rest, ...(blob_oid === undefined || chance < 8 ? { content: content ?? '' } : { blob_oid }) };
  });
  return fc.oneof(
    { weight: 14, arbitrary: put },
    { weight: 2, arbitrary: operation('BatchSymlink') },
    { weight: 1, arbitrary: operation('BatchDelete') },
    { weight: 2, arbitrary: operation('BatchRename') },
    { weight: 1, arbitrary: operation('BatchMode') },
    { weight: 2, arbitrary: operation('BatchMetadata') },
  );
}

function pathOf(operation: unknown): unknown {
  return (operation as { path?: unknown } | null)?.path;
}

/** Returns one of what is there, or `otherwise` when nothing is. */
export function anyOf<T>(values: readonly T[], otherwise: T): fc.Arbitrary<T> {
  return values.length === 0 ? fc.constant(otherwise) : fc.constantFrom(...values);
}

/** Texts of few and similar lines, so that changes of the same file conflict in some of them; and bytes that are no text. */
const texts: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.constantFrom('1', '2', '3', 'main', 'feature', '', '<<<<<<< conflict 1 of 1', '>>>>>>> x'), {
      maxLength: 12,
    }),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, end, isEnded]) => lines.join(end) + (isEnded ? end : ''));

const longText: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 100, max: 3_000 }))
  .map(([step, lines]) => Array.from({ length: lines }, (_, line) => `${line % step}${line}\n`).join(''));

const contents: fc.Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: texts.map((text) => Buffer.from(text).toString('base64')) },
  {
    weight: 4,
    arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  },
  { weight: 1, arbitrary: longText.map((text) => Buffer.from(text).toString('base64')) },
  { weight: 1, arbitrary: fc.constantFrom('a', '====', 'YQ', 'YR==', '-_-_', 'YQ==\n', 'ü') },
);

const tagKey = fc.constantFrom('env', 'team', 'ENV', 'a', 'constructor');
const tagValue = fc.constantFrom('prod', 'Prod', 'b', '', '%', '_', 'agents');
const tagCondition = fc.oneof(
  tagValue,
  fc.array(tagValue, { minLength: 1, maxLength: 4 }),
  fc.record({ $in: fc.array(tagValue, { minLength: 1, maxLength: 4 }) }),
  fc.record({ $exists: fc.boolean() }),
  ...['$eq', '$contains', '$starts_with', '$ends_with'].map((operator) =>
    fc.record({ [operator]: tagValue }),
  ),
);

const tagObjects = fc.letrec<{ filter: unknown }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.dictionary(tagKey, tagCondition, { maxKeys: 3 }),
    fc.record({ $not: tie('filter') }),
    fc.record({ $or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
  ),
}));

const tagFilters: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.tuple(tagKey, tagValue), { minLength: 1, maxLength: 3 })
    .map((pairs) => pairs.map((p) => p.join(':')).join(',')),
  tagObjects.filter.map((filter) => JSON.stringify(filter)),
  fc.constantFrom(
    '{',
    '{"$nor":[]}',
    '{"env":{}}',
    '{"$or":[]}',
    ':',
    ',',
    'env',
    ...ODD_STRINGS.slice(2, 12),
  ),
);

/** Returns resolutions of conflicts: mostly of all, each by hunks, by side or by content, and now and then a wrong one. */
export function resolutionsOf(conflicts: readonly KnownConflict[]): fc.Arbitrary<unknown[]> {
  const all = conflicts.map(({ path, hunkIds }) =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.tuple(...hunkIds.map(hunkResolution)).map((hunks) => ({ path, hunks: [...hunks] })),
      },
      { weight: 3, arbitrary: fc.constantFrom('target', 'source').map((take) => ({ path, take })) },
      { weight: 2, arbitrary: contents.map((content) => ({ path, content })) },
      { weight: 1, arbitrary: contents.map((content) => ({ path, content, take: 'target' })) },
    ),
  );
  const wrong = fc.constantFrom(
    { path: 'no/conflict', take: 'target' },
    { path: 'a.txt', hunks: [{ hunk_id: 'none', take: 'source' }] },
  );
  return fc.oneof(
    { weight: 8, arbitrary: fc.tuple(...all).map((items): unknown[] => [...items]) },
    { weight: 1, arbitrary: fc.tuple(wrong, ...all).map((items): unknown[] => [...items]) },
    { weight: 1, arbitrary: fc.tuple(...all).map((items): unknown[] => items.slice(1)) },
  );
}

function hunkResolution(hunk_id: string): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('target', 'source').map((take) => ({ hunk_id, take })) },
    { weight: 1, arbitrary: contents.map((content) => ({ hunk_id, content })) },
  );
}

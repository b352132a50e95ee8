import fc from 'fast-check';
import type { ContractRequest } from '../send.js';
import { OPERATIONS, type Operation, type Parameter } from '../spec.js';
import type { KnownRepo, KnownWorld } from './known-world.js';
import { anyOf, meaningfulValues, resolutionsOf } from './meaningful-values.js';
import { arbitraryOf } from './schema-arbitrary.js';

/** An operation and a request of it that fits the specification, or nearly always does. */
export interface OperationRequest {
  readonly operation: Operation;
  readonly request: ContractRequest;
}

/** How often an operation is chosen: more where there is more to get wrong, less where it ends what others work on. */
const WEIGHTS: Readonly<Record<string, number>> = {
  createChange: 10,
  updateChange: 10,
  mergeBookmark: 10,
  performMerge: 5,
  getDiff: 7,
  getContent: 7,
  moveBookmark: 5,
  createBookmark: 5,
  listChanges: 4,
  getChange: 4,
  listBookmarks: 3,
  listChangeVersions: 3,
  updateMetadata: 3,
  writeBatch: 8,
  getTree: 4,
  getBlob: 4,
  deleteBookmark: 2,
  listRepos: 3,
  // Every event goes to every target: many targets make a run slow and test nothing more.
  createWebhookTarget: 2,
  deleteWebhookTarget: 2,
  deleteRepo: 1,
};

const operations: fc.Arbitrary<Operation> = fc.oneof(
  ...OPERATIONS.map((operation) => ({
    weight: WEIGHTS[operation.id] ?? 2,
    arbitrary: fc.constant(operation),
  })),
);

/** Returns requests of all operations on what is known to exist. */
export function anyRequest(known: KnownWorld): fc.Arbitrary<OperationRequest> {
  // Most work goes to repositories with a history: those just made have nothing to merge.
  const busy = known.repos.filter(({ changes }) => changes.all().length > 2);
  return fc
    .tuple(operations, fc.constantFrom(...known.repos, ...busy, ...busy, ...busy))
    .chain(([operation, repo]) =>
      requestOf(operation, known, repo).map((request) => ({ operation, request })),
    );
}

function requestOf(operation: Operation, known: KnownWorld, repo: KnownRepo): fc.Arbitrary<ContractRequest> {
  const requests = fittingRequest(operation, known, repo);
  const isThere = (name: string | undefined): boolean => known.repos.some((one) => one.name === name);
  const pages = known.pages
    .all()
    .filter(
      (page) =>
        page.operation === operation.id && (!page.request.path?.repo || isThere(page.request.path.repo)),
    );
  if (pages.length === 0) return requests;
  // A cursor goes with the parameters it was made for, or, to be refused, with others.
  const next = fc
    .constantFrom(...pages)
    .map(({ request, cursor }) => ({ ...request, query: { ...request.query, cursor } }));
  const stray = fc
    .tuple(requests, fc.constantFrom(...known.pages.all()))
    .map(([request, { cursor }]) => ({ ...request, query: { ...request.query, cursor } }));
  return fc.oneof(
    { weight: 4, arbitrary: requests },
    { weight: 4, arbitrary: next },
    { weight: 1, arbitrary: stray },
  );
}

function fittingRequest(
  operation: Operation,
  known: KnownWorld,
  repo: KnownRepo,
): fc.Arbitrary<ContractRequest> {
  const meaningful = meaningfulValues(operation.id, known, repo);
  const values = (place: Parameter['in'], areOptional: boolean): fc.Arbitrary<Record<string, string>> => {
    const parameters = operation.parameters.filter(
      ({ name, in: where, schema }) => where === place && name !== 'cursor' && schema.type !== 'object',
    );
    const members = parameters.map(
      ({ name, schema }) => [name, arbitraryOf(name, schema, meaningful).map(String)] as const,
    );
    const record: fc.Arbitrary<object> = fc.record(
      Object.fromEntries(members),
      // A diff is between two sides.
      areOptional && operation.id !== 'getDiff' ? { requiredKeys: [] } : {},
    );
    return record as fc.Arbitrary<Record<string, string>>;
  };
  const request = fc.record({
    path: values('path', false),
    query: operation.id === 'getContent' ? withMetadata(values('query', true)) : values('query', true),
    headers: headersOf(operation),
    credential: credentials(known),
    ...(operation.takesBytes ? { body: fc.uint8Array({ maxLength: 2_000 }) } : {}),
    ...(operation.bodySchema ? { body: arbitraryOf('body', operation.bodySchema, meaningful) } : {}),
  }) as fc.Arbitrary<ContractRequest>;
  const coherent = fc
    .tuple(request, fc.nat(15), fc.boolean())
    .map(([made, chance, choice]) =>
      chance === 0 ? made : withoutContradictions(operation, made, repo, choice),
    );
  const resolving = resolvingRequest(operation, repo);
  if (!resolving) return coherent;
  return fc.oneof(
    coherent,
    fc.tuple(coherent, resolving).map(([base, { path, query, body }]) => ({
      ...base,
      path: { ...base.path, ...path },
      query: { ...(query ?? base.query) },
      ...(body === undefined ? {} : { body }),
    })),
  );
}

/** Members and parameters of which a request may have one, which the schemas do not say. */
const ALTERNATIVES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  getContent: [['change_id', 'ref']],
  getRevision: [['change_id', 'ref']],
  getDiff: [
    ['base_change_id', 'base'],
    ['head_change_id', 'head'],
  ],
  updateChange: [['files', 'resolutions']],
};

/** Returns the request with one of each pair of alternatives left, as `choice` says, and two different sides of a merge. */
function withoutContradictions(
  operation: Operation,
  request: ContractRequest,
  repo: KnownRepo,
  choice: boolean,
): ContractRequest {
  const query = { ...request.query };
  const body = isObject(request.body) ? { ...request.body } : request.body;
  for (const [one, other] of ALTERNATIVES[operation.id] ?? []) {
    // A resolution made from the schema alone resolves nothing: what does is added by `resolvingRequest`.
    if (isObject(body)) delete body.resolutions;
    else if (one in query && other in query) delete query[choice ? one : other];
  }
  if (isObject(body)) {
    const [target, source] =
      operation.id === 'performMerge' ? [request.path?.base, 'head'] : [body.target, 'source'];
    if (target !== undefined && target === body[source]) {
      body[source] = repo.bookmarks.all().findLast((name) => name !== target) ?? 'clean';
    }
  }
  return { ...request, query, ...(body === undefined ? {} : { body }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

/** Returns parts of requests that work on conflicts known in `repo`, where the operation can. */
function resolvingRequest(operation: Operation, repo: KnownRepo): fc.Arbitrary<ContractRequest> | undefined {
  const merges = repo.merges.all();
  const conflicts = [...repo.conflicts].filter(([, entries]) => entries.length > 0);
  const conflicted = repo.conflictedChanges.all();
  if (operation.id === 'mergeBookmark' && merges.length > 0) {
    return fc.constantFrom(...merges).chain(({ target, source, conflicts: entries }) =>
      fc
        .record(
          {
            target: fc.constant(target),
            source: fc.constant(source),
            resolutions: resolutionsOf(entries),
            allow_conflicted: fc.boolean(),
          },
          { requiredKeys: ['target', 'source'] },
        )
        .map((body) => ({ body })),
    );
  }
  if (operation.id === 'updateChange' && conflicts.length > 0) {
    return fc
      .constantFrom(...conflicts)
      .chain(([change_id, entries]) =>
        resolutionsOf(entries).map((resolutions) => ({ path: { change_id }, body: { resolutions } })),
      );
  }
  if (operation.id === 'getDiff' && conflicted.length > 0) {
    return fc.tuple(anyOf(conflicted, ''), fc.constantFrom('only', 'include')).map(([head, show]) => ({
      query: { base_change_id: 'z'.repeat(32), head_change_id: head, conflicts: show },
    }));
  }
  return undefined;
}

function headersOf(operation: Operation): fc.Arbitrary<Record<string, string>> {
  const accepts = {
    getContent: ['application/octet-stream', 'application/octet-stream, application/json;q=0.5'],
    getDiff: ['text/plain', 'text/*'],
    getBlob: ['application/octet-stream'],
    readBlobs: ['application/octet-stream'],
    watchRepo: ['text/event-stream'],
  };
  const accept = ['*/*', 'application/json', ...(accepts[operation.id as keyof typeof accepts] ?? [])];
  const takesKey = operation.parameters.some(({ name }) => name === 'Idempotency-Key');
  return fc
    .record({
      accept: fc.option(fc.constantFrom(...accept), { nil: undefined, freq: 2 }),
      key: fc.oneof(
        { weight: 6, arbitrary: fc.constant(undefined) },
        { weight: 3, arbitrary: fc.nat() },
        // Few, so that some are used again for other requests.
        { weight: 1, arbitrary: fc.nat(20) },
      ),
    })
    .map(({ accept, key }) => ({
      ...(accept === undefined ? {} : { accept }),
      ...(key === undefined || !takesKey ? {} : { 'idempotency-key': `key-${key}` }),
    }));
}

/** Undefined is the key of the run. */
function credentials(known: KnownWorld): fc.Arbitrary<string | undefined> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: anyOf(known.credentials.all(), 'mesa_none') },
  );
}

/** Both spellings of the filter: the one of the specification and the flat one of older clients. */
function withMetadata(query: fc.Arbitrary<Record<string, string>>): fc.Arbitrary<Record<string, string>> {
  const filter = fc.dictionary(
    fc.constantFrom('metadata[lang]', 'lang', 'metadata[constructor]', 'a'),
    fc.constantFrom('en', 'a', ''),
    {
      maxKeys: 2,
    },
  );
  return fc
    .tuple(query, fc.option(filter, { nil: {}, freq: 2 }))
    .map(([known, more]) => ({ ...known, ...more }));
}

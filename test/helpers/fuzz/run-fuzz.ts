import http from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Depot } from 'mesa-depot';
import { createWorld } from '../../contract/world.js';
import { type Operation, operationOf, problemsOf } from '../spec.js';
import { findOperation } from './find-operation.js';
import { jsonMutations } from './json-mutations.js';
import { KnownWorld } from './known-world.js';
import { anyRequest, type OperationRequest } from './request-arbitrary.js';
import { violationsOf } from './request-violations.js';
import { wireMutations } from './wire-mutations.js';
import { sendWire, toCurl, toWire, type WireAnswer, type WireRequest } from './wire-request.js';

/** How to run. */
export interface FuzzOptions {
  /** How many requests at most. */
  readonly requests: number;
  /** How long to go on at most, in milliseconds. Default: no limit. */
  readonly durationMs?: number;
  readonly seed: number;
  /** Requests in flight at a time: they race with each other, as those of real clients do. */
  readonly concurrency: number;
  /** An answer that takes longer is a hang. */
  readonly timeoutMs: number;
}

/** What a run needs to know of a depot. */
export type FuzzedDepot = Pick<Depot, 'url' | 'apiUrl' | 'apiKey'>;

/** A request that succeeded under an idempotency key. */
interface Answered {
  readonly wire: WireRequest;
  readonly answer: WireAnswer;
}

/** What a run saw. */
export interface FuzzReport {
  /** Answers by operation and status: `createRepo 201`. */
  readonly answers: ReadonlyMap<string, number>;
  /** Changes that answers named, the ones that no bookmark leads to included. */
  readonly changes: readonly { readonly repo: string; readonly change_id: string }[];
  /** What is wrong, each with the request as a line for a shell; at most the first few. */
  readonly failures: readonly string[];
}

/** Where the API is, below the origin. */
const PREFIX = 'v1';
/** A run stops after so many failures: one cause tends to show many times. */
const MAX_FAILURES = 5;
/** Every so many requests, one that succeeded under an idempotency key is sent again. */
const REPEAT_EVERY = 25;
const MAX_ANSWERED = 20;
/** Statuses after which the server may close the connection, since it did not make sense of all that was sent. */
const CLOSING: ReadonlySet<number> = new Set([400, 413, 415, 431]);
/** Beyond, a request head may be over the 128 KiB that it can have. */
const LONG_TARGET = 96 * 1024;
/** Repositories that are kept: requests delete some of them. */
const MIN_REPOS = 3;

/**
 * Sends requests made from the specification to a depot and checks every answer: about half of the requests are as the
 * specification wants them and name what exists, the others are changed somewhere, from a value to the bytes of the body.
 *
 * Request number `n` of a seed is made from both numbers and from what the answers before it told. Answers come in an
 * order of their own when several are awaited, so a failure may need `concurrency` 1 to come back at the same number.
 */
export async function runFuzz(depot: FuzzedDepot, options: FuzzOptions): Promise<FuzzReport> {
  const world = await createWorld(depot);
  const known = new KnownWorld(world.org, world.keyId);
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.concurrency });
  const answers = new Map<string, number>();
  const failures: string[] = [];
  let next = 0;
  const deadline = performance.now() + (options.durationMs ?? Number.POSITIVE_INFINITY);

  const addRepos = async (): Promise<void> => {
    while (known.repos.length < MIN_REPOS) await learnRepo(known, world);
  };
  const answered: Answered[] = [];
  const repeatOne = async (number: number): Promise<void> => {
    const { wire, answer } = answered[number % answered.length] as Answered;
    const again = await sendWire(depot.url, wire, agent, options.timeoutMs);
    answers.set('repeated', (answers.get('repeated') ?? 0) + 1);
    // By now the key may be revoked, or the repository deleted: what must not happen is another success.
    if (again.status >= 400 && again.status < 500) return;
    if (isDeepStrictEqual([again.status, again.body], [answer.status, answer.body])) return;
    const problem = `a repeated request was answered ${JSON.stringify(answer.body)} at first`;
    failures.push(describe(depot, options, number, wire, [problem], again));
  };
  const sendOne = async (number: number): Promise<void> => {
    const { operation, request, wire } = makeRequest(known, number, depot.apiKey, options.seed);
    let answer: WireAnswer;
    try {
      answer = await sendWire(depot.url, wire, agent, options.timeoutMs);
    } catch (error) {
      failures.push(describe(depot, options, number, wire, [`no answer: ${(error as Error).message}`]));
      return;
    }
    if (answer.status < 300 && wire.headers['idempotency-key'] !== undefined && request) {
      answered.push({ wire, answer });
      if (answered.length > MAX_ANSWERED) answered.shift();
    }
    const called = findOperation(wire, PREFIX);
    const key = `${called?.operation.id ?? 'no operation'} ${answer.status}`;
    answers.set(key, (answers.get(key) ?? 0) + 1);
    const problems = faultsOf(wire, answer, request === undefined);
    if (problems.length > 0) failures.push(describe(depot, options, number, wire, problems, answer));
    // Bytes that were changed may still do something: delete what is known, for example.
    if (request) known.learn(operation, request, answer.status, answer.body);
    else if (called) known.learn(called.operation, { path: called.path }, answer.status, answer.body);
  };
  const work = async (): Promise<void> => {
    while (next < options.requests && performance.now() < deadline && failures.length < MAX_FAILURES) {
      const number = next++;
      await addRepos();
      if (number % REPEAT_EVERY === 0 && answered.length > 0) await repeatOne(number);
      else await sendOne(number);
    }
  };
  try {
    await addRepos();
    await Promise.all(Array.from({ length: options.concurrency }, work));
  } finally {
    agent.destroy();
  }
  const changes = known.repos.flatMap((repo) =>
    repo.changes.all().map((change_id) => ({ repo: repo.name, change_id })),
  );
  return { answers, changes, failures };
}

type World = Awaited<ReturnType<typeof createWorld>>;

async function learnRepo(known: KnownWorld, world: World): Promise<void> {
  const { name } = await world.createRepo();
  const path = { org: world.org, repo: name };
  // Nobody listens there: its syncs are tried again until the end of the run.
  await world.send('updateRepo', { path, body: { upstream: { url: 'http://127.0.0.1:9/upstream.git' } } });
  const requests: Readonly<Record<string, object>> = {
    getRepo: {},
    listBookmarks: {},
    listChanges: {},
    syncUpstream: { body: { direction: 'pull' } },
  };
  for (const [id, request] of Object.entries(requests)) {
    const { status, body } = await world.send(id, { path, ...request });
    known.learn(operationOf(id), { path }, status, body);
  }
}

interface MadeRequest {
  readonly operation: Operation;
  /** Undefined when the bytes were changed, so that they ask for something else. */
  readonly request: OperationRequest['request'] | undefined;
  readonly wire: WireRequest;
}

function makeRequest(known: KnownWorld, number: number, apiKey: string, seed: number): MadeRequest {
  const none = fc.constant(undefined);
  const arbitrary = fc.tuple(
    anyRequest(known),
    fc.oneof({ weight: 3, arbitrary: none }, { weight: 1, arbitrary: jsonMutations }),
    fc.oneof({ weight: 3, arbitrary: none }, { weight: 1, arbitrary: wireMutations }),
  );
  const [made] = fc.sample(fc.noBias(arbitrary), { seed: (seed * 1_000_003 + number) | 0, numRuns: 1 });
  if (made === undefined) throw new Error('fast-check made no request');
  const [{ operation, request }, changeJson, changeWire] = made;
  const changed =
    changeJson && operation.bodySchema && request.body !== undefined
      ? { ...request, body: changeJson(request.body) }
      : request;
  const wire = toWire(operation, changed, PREFIX, apiKey);
  if (changeWire === undefined) return { operation, request: changed, wire };
  return { operation, request: undefined, wire: changeWire(wire) };
}

/** Returns what is wrong with an answer. */
function faultsOf(wire: WireRequest, answer: WireAnswer, isChanged: boolean): string[] {
  const faults: string[] = [];
  if (answer.status >= 500) faults.push(`a ${answer.status}`);
  if (typeof answer.headers['x-request-id'] !== 'string') faults.push('no x-request-id');
  if (answer.headers.connection === 'close' && !CLOSING.has(answer.status))
    faults.push('the connection is closed');
  const isPreflight = wire.method === 'OPTIONS' && answer.status === 204;
  if (isPreflight) return faults;

  const called = findOperation(wire, PREFIX);
  if (called === undefined) {
    if (answer.status < 400) faults.push(`a ${answer.status} where the specification has no operation`);
    if (wire.method !== 'HEAD')
      faults.push(...problemsOf(operationOf('whoami'), answer.status, answer.contentType, answer.body));
    return faults;
  }
  const { operation } = called;
  // An answer to HEAD has the headers of the one to GET and no body.
  if (wire.method !== 'HEAD')
    faults.push(...problemsOf(operation, answer.status, answer.contentType, answer.body));
  if (answer.status < 300) {
    faults.push(
      ...violationsOf(wire, called).map(
        (violation) => `a ${answer.status} for a request that breaks a rule: ${violation}`,
      ),
    );
  }
  const isTooLong = answer.status === 431 && wire.target.length > LONG_TARGET;
  if (!isChanged && !isTooLong && !operation.statuses.includes(String(answer.status))) {
    faults.push(`a ${answer.status}, which the specification does not list for ${operation.id}`);
  }
  return faults;
}

function describe(
  depot: FuzzedDepot,
  { seed }: FuzzOptions,
  number: number,
  wire: WireRequest,
  faults: readonly string[],
  answer?: WireAnswer,
): string {
  const body =
    answer === undefined ? '' : `\n  answer: ${answer.status} ${JSON.stringify(answer.body).slice(0, 1_000)}`;
  return `request ${number} of seed ${seed}: ${faults.join('; ')}${body}\n  ${toCurl(depot.url, wire, depot.apiKey)}`;
}

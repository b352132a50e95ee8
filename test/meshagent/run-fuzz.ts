import http from 'node:http';
import fc from 'fast-check';
import { createOperationFinder } from '../helpers/fuzz/find-operation.js';
import { type JsonMutation, jsonMutations } from '../helpers/fuzz/json-mutations.js';
import { ODD_STRINGS } from '../helpers/fuzz/odd-strings.js';
import type { FuzzOptions, FuzzReport } from '../helpers/fuzz/run-fuzz.js';
import { type WireMutation, wireMutations } from '../helpers/fuzz/wire-mutations.js';
import { sendWire, toCurl, toWire, type WireAnswer, type WireRequest } from '../helpers/fuzz/wire-request.js';
import type { ContractRequest } from '../helpers/send.js';
import { type Project, pathOf } from './project.js';
import { SAMPLES } from './samples.js';
import { type Operation, SPEC } from './spec.js';
import type { MeshagentUsers } from './world.js';

/** What a run saw. */
export type MeshagentFuzzReport = Pick<FuzzReport, 'answers' | 'failures'>;

const MAX_FAILURES = 5;
/** After so many requests there is a new project: some of them delete what others need. */
const REQUESTS_OF_PROJECT = 300;
/** A request in so many spoils the project, where the operation does. */
const SPOILED = 20;
const find = createOperationFinder(SPEC.operations);

/** As proxies ask, a target may begin with an origin, which says nothing to a server that has one. */
const findOperation: typeof find = ({ method, target }) =>
  find({ method, target: target.replace(/^http:\/\/[^/]*/, '') });

/** What is done to a sample before it is sent. */
interface Plan {
  readonly operation: Operation;
  readonly body: JsonMutation | undefined;
  /** Number of a path or query parameter, and what it becomes. */
  readonly parameter: readonly [number, string] | undefined;
  readonly wire: WireMutation | undefined;
  readonly spoils: boolean;
}

const never = fc.constant(undefined);
const plans: fc.Arbitrary<Plan> = fc.record({
  operation: fc.constantFrom(...SPEC.operations),
  body: fc.oneof({ weight: 1, arbitrary: never }, { weight: 2, arbitrary: jsonMutations }),
  parameter: fc.oneof(
    { weight: 2, arbitrary: never },
    { weight: 1, arbitrary: fc.tuple(fc.nat(100), fc.constantFrom(...ODD_STRINGS)) },
  ),
  wire: fc.oneof({ weight: 4, arbitrary: never }, { weight: 1, arbitrary: wireMutations }),
  spoils: fc.nat(SPOILED).map((number) => number === 0),
});

/**
 * Sends requests to a MeshAgent server that are nearly right, from a value that is odd to bytes that are no request, and checks
 * every answer against the specification. What is nearly right is made of the samples of the contract tests.
 */
export async function runMeshagentFuzz(
  users: MeshagentUsers,
  options: FuzzOptions,
): Promise<MeshagentFuzzReport> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.concurrency });
  const answers = new Map<string, number>();
  const failures: string[] = [];
  const deadline = performance.now() + (options.durationMs ?? Number.POSITIVE_INFINITY);
  let next = 0;
  let project = users.createProject();

  const sendOne = async (number: number): Promise<void> => {
    const seed = (options.seed * 1_000_003 + number) | 0;
    const [plan] = fc.sample(fc.noBias(plans), { seed, numRuns: 1 });
    const current = await project;
    if (plan === undefined || (SAMPLES[plan.operation.id]?.spoils && !plan.spoils)) return;
    const wire = toRequest(users, current, plan);
    const fail = (problems: readonly string[]): void => {
      const curl = toCurl(users.url, wire, current.admin.token);
      failures.push(`request ${number} of seed ${options.seed}: ${problems.join('; ')}\n  ${curl}`);
    };
    try {
      const answer = await sendWire(users.url, wire, agent, options.timeoutMs);
      const key = `${findOperation(wire)?.operation.id ?? 'no operation'} ${answer.status}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
      const problems = faultsOf(wire, answer);
      if (problems.length > 0) fail([...problems, JSON.stringify(answer.body).slice(0, 1_000)]);
    } catch (error) {
      fail([`no answer: ${(error as Error).message}`]);
    }
  };
  const work = async (): Promise<void> => {
    while (next < options.requests && performance.now() < deadline && failures.length < MAX_FAILURES) {
      const number = next++;
      if (number > 0 && number % REQUESTS_OF_PROJECT === 0) project = users.createProject();
      await sendOne(number);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.concurrency }, work));
  } finally {
    agent.destroy();
  }
  return { answers, failures };
}

function toRequest(users: MeshagentUsers, project: Project, plan: Plan): WireRequest {
  const { operation } = plan;
  const sample = SAMPLES[operation.id];
  const credentials = { operator: users.operator, member: project.member.token };
  const { body, query = {} } = sample?.request?.(project) ?? {};
  const request: ContractRequest = {
    ...changeParameter(operation, pathOf(operation, project), query, plan.parameter),
    credential: sample?.as === undefined ? project.admin.token : credentials[sample.as],
    ...(body === undefined ? {} : { body: operation.bodySchema && plan.body ? plan.body(body) : body }),
  };
  const wire = toWire(operation, request, '', project.admin.token);
  return plan.wire?.(wire) ?? wire;
}

function changeParameter(
  { parameters }: Operation,
  path: Record<string, string>,
  query: Readonly<Record<string, string | number>>,
  change: Plan['parameter'],
): Pick<ContractRequest, 'path' | 'query'> {
  const [number = 0, odd = ''] = change ?? [];
  const chosen = parameters[number % Math.max(parameters.length, 1)];
  if (change === undefined || chosen === undefined) return { path, query };
  // Half a surrogate pair cannot be written in a URL.
  const text = odd.toWellFormed();
  if (chosen.in === 'query') return { path, query: { ...query, [chosen.name]: text } };
  return { path: { ...path, [chosen.name]: text }, query };
}

/** Returns what is wrong with an answer. */
function faultsOf(wire: WireRequest, { status, contentType, headers, body }: WireAnswer): string[] {
  const faults: string[] = [];
  if (status >= 500) faults.push(`a ${status}`);
  if (typeof headers['x-request-id'] !== 'string') faults.push('no x-request-id');
  // An answer to HEAD has no body, and one to OPTIONS is for browsers.
  if (wire.method === 'HEAD' || (wire.method === 'OPTIONS' && status === 204)) return faults;
  const called = findOperation(wire);
  if (called === undefined && status < 400) return [...faults, `a ${status} where there is no operation`];
  const operation = called?.operation ?? SPEC.operationOf('getProject');
  return [...faults, ...SPEC.problemsOf(operation, status, contentType, body)];
}

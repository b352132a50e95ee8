import { afterAll, beforeAll, expect, it } from 'vitest';
import { pathOf } from './project.js';
import { type MeshagentFuzzReport, runMeshagentFuzz } from './run-fuzz.js';
import { SAMPLES } from './samples.js';
import { SPEC } from './spec.js';
import { createWorld, type World } from './world.js';

/** For longer runs, and to repeat one: `MESA_FUZZ_REQUESTS=20000 MESA_FUZZ_SEED=7 pnpm exec vitest run meshagent/fuzz`. */
const REQUESTS = Number(process.env.MESA_FUZZ_REQUESTS ?? 600);
const SEED = Number(process.env.MESA_FUZZ_SEED ?? 20_260_101);
const TIMEOUT_MS = 15_000;
const RUN_TIMEOUT_MS = 60_000 + REQUESTS * 50;

let world: World;
let report: MeshagentFuzzReport;
beforeAll(async () => {
  world = await createWorld();
  report = await runMeshagentFuzz(world, {
    requests: REQUESTS,
    seed: SEED,
    concurrency: 4,
    timeoutMs: TIMEOUT_MS,
  });
}, RUN_TIMEOUT_MS);
afterAll(() => world?.depot.close());

it('every request is answered in time, as the specification says, and never with a 5xx', () => {
  expect(report.failures.join('\n\n')).toBe('');
  expect(report.answers.size).toBeGreaterThan(100);
});

it('everything answers afterwards', async () => {
  const project = await world.createProject();
  for (const operation of SPEC.operations.filter(({ method }) => method === 'get')) {
    const request = SAMPLES[operation.id]?.request?.(project);
    const path = pathOf(operation, project);
    const answer = await world.send(operation.id, { ...request, path, credential: project.admin.token });
    expect([answer.status, answer.problems], operation.id).toEqual([200, []]);
  }
});

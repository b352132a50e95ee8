import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkDepot } from '../helpers/fuzz/check-depot.js';
import { type FuzzReport, runFuzz } from '../helpers/fuzz/run-fuzz.js';
import { createContractClient } from '../helpers/send.js';
import { OPERATIONS } from '../helpers/spec.js';

/** For longer runs, and to repeat one: `MESA_FUZZ_REQUESTS=20000 MESA_FUZZ_SEED=7 pnpm exec vitest run fuzz`. */
const REQUESTS = Number(process.env.MESA_FUZZ_REQUESTS ?? 2_400);
const SEED = Number(process.env.MESA_FUZZ_SEED ?? 20_260_101);
const CONCURRENCY = Number(process.env.MESA_FUZZ_CONCURRENCY ?? 8);
/** Requests take milliseconds; this is for a machine that does much else. */
const TIMEOUT_MS = 15_000;
const RUN_TIMEOUT_MS = 60_000 + REQUESTS * 50;

let depot: Depot;
let report: FuzzReport;
beforeAll(async () => {
  depot = await createDepot();
  report = await runFuzz(depot, {
    requests: REQUESTS,
    seed: SEED,
    concurrency: CONCURRENCY,
    timeoutMs: TIMEOUT_MS,
  });
  if (process.env.MESA_FUZZ_REQUESTS !== undefined)
    console.log(
      [...report.answers]
        .sort()
        .map((pair) => pair.join(': '))
        .join('\n'),
    );
}, RUN_TIMEOUT_MS);
afterAll(() => depot?.close());

it('every request is answered in time, as the specification says, and never with a 5xx', () => {
  expect(report.failures.join('\n\n')).toBe('');
  expect([...report.answers.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
});

it('requests are good enough to make every operation succeed', () => {
  const succeeded = OPERATIONS.map(({ id }) => id).filter(
    (id) => report.answers.has(`${id} 200`) || report.answers.has(`${id} 201`),
  );
  expect(succeeded).toEqual(OPERATIONS.map(({ id }) => id));
});

it(
  'everything is whole afterwards',
  async () => {
    const send = createContractClient(depot.apiUrl, depot.apiKey);
    const checked = await checkDepot(depot, depot.org, send);
    for (const { repo, change_id } of report.changes) {
      const path = { org: depot.org, repo, change_id };
      expect((await send('getChange', { path })).status, `getChange ${change_id} of ${repo}`).toBe(200);
      const evolog = await send('listChangeVersions', { path });
      expect([evolog.status, evolog.problems], `listChangeVersions ${change_id} of ${repo}`).toEqual([
        200,
        [],
      ]);
    }
    expect(checked.repos).toBeGreaterThan(0);
    if (process.env.MESA_FUZZ_REQUESTS !== undefined)
      console.log({ ...checked, namedChanges: report.changes.length });
  },
  RUN_TIMEOUT_MS,
);

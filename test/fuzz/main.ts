// Random requests against a depot in a process of its own, for as long as you like:
//   pnpm fuzz [--api depot|meshagent] [--minutes 10] [--seed 7] [--concurrency 8]
// Prints how often each operation was answered with which status, and exits with 1 when a request was answered with a 5xx, not in
// time, not as the specification says, or not at all.
import { parseArgs } from 'node:util';
import { startDepotProcess } from '../helpers/depot-process.js';
import { type FuzzReport, runFuzz } from '../helpers/fuzz/run-fuzz.js';
import { createContractClient } from '../helpers/send.js';
import { runMeshagentFuzz } from '../meshagent/run-fuzz.js';
import { connectUsers } from '../meshagent/world.js';

/** Requests take milliseconds; this is for a machine that does much else. */
const TIMEOUT_MS = 30_000;

const { values } = parseArgs({
  options: {
    api: { type: 'string', default: 'depot' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    concurrency: { type: 'string', default: '8' },
  },
});
const minutes = toNumber('minutes');
const seed = toNumber('seed');
const concurrency = toNumber('concurrency');
process.stdout.write(`seed ${seed}, ${minutes} minutes, ${concurrency} requests at a time\n`);

await using depot = await startDepotProcess('--meshagent-port', '0');
const started = performance.now();
const options = {
  requests: Number.POSITIVE_INFINITY,
  durationMs: minutes * 60_000,
  seed,
  concurrency,
  timeoutMs: TIMEOUT_MS,
};
const report = await run(values.api);
for (const [what, count] of [...report.answers].sort()) process.stdout.write(`${what}: ${count}\n`);
const total = [...report.answers.values()].reduce((sum, count) => sum + count, 0);
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`${total} requests in ${seconds} s, ${report.failures.length} failures; seed ${seed}\n`);
for (const failure of report.failures) process.stderr.write(`\n${failure}\n`);
if (report.failures.length > 0) process.exitCode = 1;

const send = createContractClient(depot.apiUrl, depot.apiKey);
const metrics = await (await fetch(new URL('/metrics', depot.apiUrl))).text();
const memory = /^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1];
process.stdout.write(`the depot has ${Math.round(Number(memory) / 1024 / 1024)} MiB of memory\n`);
const { status } = await send('whoami');
if (status !== 200) throw new Error(`whoami answered ${status} afterwards`);

function run(api: string): Promise<Pick<FuzzReport, 'answers' | 'failures'>> {
  const { meshagentUrl = '', meshagentToken = '' } = depot;
  if (api === 'depot') return runFuzz({ ...depot, url: new URL(depot.apiUrl).origin }, options);
  if (api === 'meshagent') return runMeshagentFuzz(connectUsers(meshagentUrl, meshagentToken), options);
  throw new Error('--api must be depot or meshagent.');
}

/** Returns the number that an option gives. */
function toNumber(name: 'minutes' | 'seed' | 'concurrency'): number {
  const number = Number(values[name]);
  if (!(number > 0)) throw new Error(`--${name} must be a number above 0.`);
  return number;
}

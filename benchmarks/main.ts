// The benchmarks: `pnpm bench` runs all but `scale`, `fs` and `push-memory`, `pnpm bench merge diff` some. docs/performance.md says how to read them.
import { cpus, loadavg } from 'node:os';
import { benchClient } from './client.js';
import { printCosts } from './costs.js';
import { benchCommit } from './depot/commit.js';
import { benchDiff } from './depot/diff.js';
import { benchGit } from './depot/git.js';
import { benchLoad } from './depot/load.js';
import { benchMerge } from './depot/merge.js';
import { benchRead } from './depot/read.js';
import { benchSmallChanges } from './depot/small-changes.js';
import { benchFs } from './fs/bench-fs.js';
import type { Comparison } from './lib/paired-rounds.js';
import { printComparison } from './lib/print-comparison.js';
import { benchPushMemory } from './memory/push-memory.js';
import { benchScale } from './scale/bench-scale.js';

const compare = (run: () => Promise<Comparison[]>) => async (): Promise<void> => {
  for (const comparison of await run()) printComparison(comparison);
};

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  commit: compare(benchCommit),
  'small-changes': compare(benchSmallChanges),
  read: compare(benchRead),
  merge: compare(benchMerge),
  diff: compare(benchDiff),
  git: compare(benchGit),
  load: benchLoad,
  client: benchClient,
  costs: printCosts,
  scale: benchScale,
  fs: benchFs,
  'push-memory': benchPushMemory,
};

/** They take many minutes, and the right to mount: only when they are asked for. */
const ON_DEMAND = new Set(['scale', 'fs', 'push-memory']);

/** All of the server, next to git. */
const DEPOT = ['commit', 'small-changes', 'read', 'merge', 'diff', 'git', 'load'];

const wanted = process.argv.slice(2).flatMap((name) => (name === 'depot' ? DEPOT : name));
const unknown = wanted.find((name) => !(name in BENCHMARKS));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no benchmark named "${unknown}"; there are ${Object.keys(BENCHMARKS).join(', ')}, and depot for those of the server.\n`,
  );
  process.exit(2);
}

const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
const start = Date.now();
console.log(
  `Node ${process.versions.node}, ${cpus().length} cores, load ${load()}, ${new Date().toISOString()}`,
);
console.log('Ratios of time to the first line in the same round, median [quartiles]: below 1 is faster.');
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (wanted.length === 0 ? !ON_DEMAND.has(name) : wanted.includes(name)) await run();
}
console.log(`\n${Math.round((Date.now() - start) / 1000)} s, load ${load()}`);

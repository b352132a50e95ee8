import type { CostCounter, Costs } from '../../test/helpers/costs/count-costs.js';
import { quartiles } from '../lib/quartiles.js';

/** An operation that is measured at several sizes: returns what is done the nth time. */
export type Operation = (round: number) => Promise<unknown>;

/** What an operation took at one size. */
export interface Cost {
  readonly medianMs: number;
  readonly statements: number;
  readonly objectsRead: number;
}

const ROUNDS = 21;

/** Does each operation some times, the first not counted, and returns what one took. */
export async function measureAll(
  counter: CostCounter,
  operations: Readonly<Record<string, Operation>>,
): Promise<Map<string, Cost>> {
  const found = new Map<string, Cost>();
  for (const [name, operation] of Object.entries(operations)) {
    const times: number[] = [];
    let costs: Costs | undefined;
    for (let round = 0; round <= ROUNDS; round++) {
      let time = 0;
      costs = await counter.measure(async () => {
        const start = performance.now();
        await operation(round);
        time = performance.now() - start;
      });
      if (round > 0) times.push(time);
    }
    const { blobs = 0, trees = 0, commits = 0 } = costs?.read ?? {};
    found.set(name, {
      medianMs: quartiles(times).median,
      statements: costs?.statements ?? 0,
      objectsRead: blobs + trees + commits,
    });
  }
  return found;
}

/** Prints a Markdown table: a row for each operation, a column for each size, and how much more the largest took than the smallest. */
export function printGrowth(
  title: string,
  sizes: readonly number[],
  found: readonly Map<string, Cost>[],
): void {
  const [smallest = 1, largest = 1] = [sizes[0], sizes.at(-1)];
  const logarithm = Math.log(largest) / Math.log(smallest);
  console.log(`\n| ${title} | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} | Growth |`);
  console.log(`|---|${sizes.map(() => '---|').join('')}---|`);
  for (const name of found[0]?.keys() ?? []) {
    const costs = found.map((one) => one.get(name) as Cost);
    const growth = (costs.at(-1)?.medianMs ?? 0) / (costs[0]?.medianMs ?? 1);
    const cells = costs.map(
      ({ medianMs, statements, objectsRead }) => `${medianMs.toFixed(2)} ms, ${statements}/${objectsRead}`,
    );
    console.log(`| ${name} | ${cells.join(' | ')} | ${growth.toFixed(2)} |`);
  }
  console.log(`\nThe logarithm grows by ${logarithm.toFixed(2)}. After the time: statements/objects read.`);
}

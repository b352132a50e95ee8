import { toCostTable } from '../test/helpers/costs/cost-table.js';
import { measureHotOperations } from '../test/helpers/costs/hot-operations.js';

/** Prints what operations take in things that can be counted. `test/e2e/costs.e2e.test.ts` holds these numbers still. */
export async function printCosts(): Promise<void> {
  console.log('\nCounts, the same on every machine\n');
  console.log(toCostTable(await measureHotOperations()));
}

import type { ObjectCounts } from './count-costs.js';
import type { HotOperation } from './hot-operations.js';

const COLUMNS = [
  'Operation',
  'Requests',
  'SQL statements',
  'Transactions',
  'Objects read',
  'Objects written',
];

/** Returns operations and their costs as a Markdown table. */
export function toCostTable(operations: readonly HotOperation[]): string {
  const rows = operations.map(({ name, costs }) => [
    name,
    String(costs.requests),
    String(costs.statements),
    String(costs.transactions),
    describe(costs.read),
    describe(costs.written),
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(COLUMNS), `|${COLUMNS.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Returns for example `1 blob, 4 trees`. */
function describe(counts: ObjectCounts): string {
  const parts = (['blobs', 'trees', 'commits'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${counts[kind] === 1 ? kind.slice(0, -1) : kind}`);
  return parts.length === 0 ? '-' : parts.join(', ');
}

import type { Comparison, Standing } from './paired-rounds.js';
import type { Quartiles } from './quartiles.js';

/** Prints a comparison as ratios, with what the machine at hand took beside them: milliseconds, or what `measure` says. */
export function printComparison(
  { title, rounds, standings }: Comparison,
  measure: (standing: Standing) => string = ({ medianMs }) => `${medianMs.toFixed(1)} ms`,
): void {
  console.log(`\n${title} (${rounds} rounds)`);
  for (const [index, standing] of standings.entries()) {
    const ratio = index === 0 ? '1' : range(standing.ratio);
    console.log(`  ${standing.name.padEnd(36)} ${ratio.padEnd(22)} ${measure(standing).padStart(11)}`);
  }
}

/** Returns `0.31 [0.18-0.35]`: the median and the quartiles. */
function range({ low, median, high }: Quartiles): string {
  return `${digits(median)} [${digits(low)}-${digits(high)}]`;
}

function digits(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2);
}

import { invalid } from '../meshagent-error.js';

/** A time from `start` until just before `end`, in milliseconds. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

const HOUR_MS = 3_600_000;
const LENGTHS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;
const MAX_INTERVALS = 1_000;

/**
 * Cuts a time into intervals of one length from its start on; the last may be shorter. A month ends where the next has the same day
 * and time, in UTC.
 *
 * @throws MeshagentError `invalid_request` when they are too many
 */
export function cutIntoIntervals(
  { start, end }: Interval,
  length: 'hour' | 'day' | 'week' | 'month' | undefined,
): Interval[] {
  if (length === undefined) return [{ start, end }];
  const intervals: Interval[] = [];
  for (let at = start, next = 1; at < end; next += 1) {
    if (intervals.length === MAX_INTERVALS) {
      throw invalid('interval', `gives more than ${MAX_INTERVALS} intervals; ask for a shorter time`);
    }
    const until = Math.min(length === 'month' ? addMonths(start, next) : start + next * LENGTHS[length], end);
    intervals.push({ start: at, end: until });
    at = until;
  }
  return intervals;
}

/** The 31st becomes the last day of a shorter month. */
function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

import { Cron } from 'croner';
import { invalid } from '../meshagent-error.js';

/**
 * Returns the first time after `after` that a cron expression of five fields names, in UTC; null when it never comes.
 *
 * @param after In milliseconds.
 * @throws MeshagentError `invalid_request` naming `schedule`
 */
export function nextRunAfter(schedule: string, after: number): number | null {
  try {
    const cron = new Cron(schedule, { paused: true, timezone: 'UTC', mode: '5-part' });
    return cron.nextRun(new Date(after))?.getTime() ?? null;
  } catch {
    throw invalid(
      'schedule',
      'must be a cron expression of five fields (minute, hour, day, month, weekday), such as `0 9 * * 1`',
    );
  }
}

import { InvalidOptionsError } from 'mesa-rest';
import { checkObject } from '../core/known-members.js';

/** Options of a call, which stand one place further on. */
const CALL_OPTIONS = ['signal', 'timeoutMs', 'retry', 'headers'] as const;

/** An object that the server keeps as it is. Options of a call are no settings: they are the next argument. */
export type OpenSettings = Readonly<Record<string, unknown>> & {
  readonly [Name in (typeof CALL_OPTIONS)[number]]?: never;
};

/**
 * Returns a copy of settings.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for what is no object, and for options of a call: they would be stored.
 */
export function copySettings(what: string, settings: OpenSettings): Record<string, unknown> {
  checkObject(`The settings of ${what}`, settings);
  const misplaced = CALL_OPTIONS.find((name) => settings[name] !== undefined);
  if (misplaced === undefined) return { ...settings };
  throw new InvalidOptionsError(
    `The settings of ${what} have \`${misplaced}\`, which is an option of the call: the options are the last argument, after the settings.`,
  );
}

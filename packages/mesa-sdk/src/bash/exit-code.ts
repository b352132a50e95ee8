import { constants } from 'node:os';

/** Returns what a shell would say of how a program ended: 128 and the number of the signal where one ended it. */
export function exitCodeOf({
  code,
  signal,
}: {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

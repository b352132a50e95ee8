import { DepotError } from '../errors/index.js';

/** Codes that are nobody's fault but the depot's. What they say is for its log. */
const OURS: ReadonlySet<string> = new Set(['INTERNAL_ERROR', 'OBJECT_MISSING', 'OBJECT_CORRUPT']);

/** What a git user is told of an error. */
export interface DescribedFailure {
  /** One line. */
  readonly message: string;
  /** Whether somebody should look into it. */
  readonly isOurs: boolean;
}

/** Returns what to tell a git client of something that was thrown: never more than an API client would be told. */
export function describeFailure(thrown: unknown, requestId: string): DescribedFailure {
  if (thrown instanceof DepotError && !OURS.has(thrown.code)) {
    return { message: thrown.message.replaceAll('\n', ' '), isOurs: false };
  }
  return {
    message: `The server failed to answer. Quote the request id ${requestId} to its operator.`,
    isOurs: true,
  };
}

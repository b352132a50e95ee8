import { DepotError } from '../../errors/index.js';

/*
 * What PostgreSQL and the way to it can do wrong, as errors that callers can act on. Codes of five characters are those of
 * https://www.postgresql.org/docs/current/errcodes-appendix.html, the longer ones those of the operating system.
 */

const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT', // the socket of a server that is not running
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  '25006', // read_only_sql_transaction: connected to what has become a standby
  '53300', // too_many_connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting or recovering
  '57P05', // idle_session_timeout
]);

/** How the driver says, without a code, that there is no connection or none any more. */
const UNREACHABLE_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client was closed|Client has encountered a connection error|Client is closed|Cannot use a pool after)/;

/** How soon a client may try again. */
const RETRY_SECONDS = 1;
/** When a client may ask again after the storage was full: somebody has to do something first. */
const FULL_RETRY_SECONDS = 30;

/** Says whether an error means that the database cannot be reached, or not any more. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  // Class 08 is "connection exception".
  if (code !== undefined && (UNREACHABLE_CODES.has(code) || code.startsWith('08'))) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnreachable); // one for each address of a host
  return code === undefined && error instanceof Error && UNREACHABLE_MESSAGES.test(error.message);
}

/** Says whether a transaction failed only because of others at the same time, so that running it again may succeed. */
export function isCollision(error: unknown): boolean {
  // serialization_failure and deadlock_detected; whoever wraps an error keeps it as the cause
  const code = codeOf(error);
  if (code === '40001' || code === '40P01') return true;
  return error instanceof DepotError && error.cause !== undefined && isCollision(error.cause);
}

/**
 * Returns the error to throw for one of the driver: a `DepotError` where somebody can do something about it, and otherwise the
 * error itself, which is then our fault.
 */
export function toStorageError(error: unknown): unknown {
  if (error instanceof DepotError) return error;
  if (isUnreachable(error)) return unavailable(error);
  if (isCollision(error) || codeOf(error) === '55P03') {
    return new DepotError('LOCK_CONFLICT', 'Other writers keep the database busy. Send the request again.', {
      cause: error,
    });
  }
  switch (codeOf(error)) {
    case '22021': // character_not_in_repertoire
    case '22P05': // untranslatable_character
      return new DepotError(
        'BAD_REQUEST',
        'A text in the request holds a NUL character, which the database of this server cannot store or look for.',
        { cause: error },
      );
    case '53100': // disk_full
      return new DepotError(
        'UNAVAILABLE',
        'The storage of the server is full: nothing was written. Its operator has to make room.',
        { cause: error, details: { retry_after_seconds: FULL_RETRY_SECONDS } },
      );
    case '57014': // query_canceled
      return new DepotError('UNAVAILABLE', 'The database took too long. Send the request again later.', {
        cause: error,
        details: { retry_after_seconds: RETRY_SECONDS },
      });
    default:
      return error;
  }
}

/** Returns the error for a database that cannot be reached, or not any more. */
export function unavailable(cause?: unknown): DepotError {
  return new DepotError(
    'UNAVAILABLE',
    'The database of the server cannot be reached. Send the request again.',
    {
      cause,
      details: { retry_after_seconds: RETRY_SECONDS },
    },
  );
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

import { DepotError } from '../../errors/index.js';
import type { DatabaseAddress } from './database-address.js';
import { isUnreachable } from './postgres-errors.js';

/** Returns why a database cannot be opened, in a sentence that says what to do and holds no password. */
export function explainStart(error: unknown, address: DatabaseAddress): DepotError {
  const isTold = error instanceof DepotError && error.code !== 'UNAVAILABLE';
  // A migration that failed says so in a DepotError, with the error of the driver as its cause.
  const cause = error instanceof DepotError ? (error.cause ?? error) : error;
  const explanation = explain(cause, address);
  if (explanation !== undefined) return new DepotError('DATABASE_UNUSABLE', explanation, { cause });
  if (isTold) return error;
  return new DepotError(
    'DATABASE_UNUSABLE',
    `The database ${address.name} cannot be used: ${messageOf(cause)}.`,
    { cause },
  );
}

function explain(error: unknown, { name, user }: DatabaseAddress): string | undefined {
  const { code } = error as { code?: unknown };
  switch (code) {
    case '28P01': // invalid_password
    case '28000': // invalid_authorization_specification
      return `The database ${name} refuses the user "${user}": ${messageOf(error)}. Check user and password in the database URL, and pg_hba.conf of the server.`;
    case '3D000': // invalid_catalog_name
      return `The database ${name} does not exist. Make it: create database mesa.`;
    case '42501': // insufficient_privilege
      return `The user "${user}" may not make tables in the database ${name}: ${messageOf(error)}. Make it the owner of the database: alter database … owner to "${user}".`;
  }
  if (!isUnreachable(error)) return undefined;
  return `The database ${name} cannot be reached: ${messageOf(error)}. Check host and port in the database URL, and that the server is running.`;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

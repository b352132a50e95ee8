import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { DepotError } from '../../errors/index.js';

/** Where a PostgreSQL database is, and what may be told of it: nothing in here but `config` knows the password. */
export interface DatabaseAddress {
  /** For people: `host:port/database`. */
  readonly name: string;
  readonly user: string;
  /** What the driver connects with. */
  readonly config: pg.ClientConfig;
}

/** Ways to use TLS. The middle ones of libpq, which encrypt without knowing whom they talk to, are not among them. */
const TLS_MODES: Readonly<Record<string, ConnectionOptions | boolean>> = {
  disable: false,
  'no-verify': { rejectUnauthorized: false },
  require: true,
  'verify-ca': true,
  'verify-full': true,
};

/**
 * Reads the URL of a database: `postgres://user:password@host:port/database`, with `?sslmode=` and the files `sslrootcert`,
 * `sslcert` and `sslkey` for TLS. What it leaves out comes from `PGUSER`, `PGPASSWORD` and the other variables of libpq.
 *
 * `sslmode` is `disable`, `verify-full` (`require` and `verify-ca` mean the same: the certificate is always checked), or
 * `no-verify` for a certificate that cannot be.
 *
 * @throws DepotError `DATABASE_UNUSABLE` for what is no such URL. The message never repeats it: it may hold a password.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw unusable(
      'The database URL is not one of PostgreSQL. Write postgres://user:password@host:5432/database.',
    );
  }
  const sslmode = parsed.searchParams.get('sslmode');
  if (sslmode !== null && !Object.hasOwn(TLS_MODES, sslmode)) {
    throw unusable('The `sslmode` of the database URL is not known. Use verify-full, no-verify or disable.');
  }
  // The driver reads the files of the certificates, and warns of modes whose meaning it is going to change.
  if (sslmode === 'require' || sslmode === 'verify-ca') parsed.searchParams.set('sslmode', 'verify-full');
  let client: pg.Client;
  try {
    client = new pg.Client({ connectionString: parsed.href });
  } catch (cause) {
    throw unusable(`The database URL cannot be used: ${withoutUrl(cause, url)}.`, cause);
  }
  const { host, port, user, database } = client;
  return {
    name: `${host.startsWith('/') ? `${host} (port ${port})` : `${host}:${port}`}/${database}`,
    user: user ?? '',
    config: { connectionString: parsed.href },
  };
}

/** Returns why something failed, unless that repeats the URL. */
function withoutUrl(cause: unknown, url: string): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.includes(url) ? 'it is malformed' : message;
}

function unusable(message: string, cause?: unknown): DepotError {
  return new DepotError('DATABASE_UNUSABLE', message, { cause });
}

/**
 * Every code a `DepotError` can carry, with the one cause it stands for.
 *
 * A code is chosen by cause, never by HTTP status: `http/` owns the only table from code to status, and
 * `docs/errors.md` is checked against this list.
 */
export const ERROR_CODES = {
  BAD_REQUEST: 'The request is malformed or breaks a rule of its schema.',
  INVALID_CURSOR: 'The page cursor was not issued for this list and these filters.',
  INVALID_PATH: 'A file path is absolute, escapes the repository, or uses a name that is not allowed.',
  ADDRESS_NOT_ALLOWED: 'A webhook or upstream URL points at a private address.',
  UNAUTHORIZED: 'The credential is missing, unknown, expired or revoked.',
  FORBIDDEN: 'The credential lacks the scope that this operation needs.',
  NOT_FOUND: 'The resource does not exist, or the credential may not see it.',
  METHOD_NOT_ALLOWED: 'The path exists, but not with this method.',
  NOT_ACCEPTABLE: 'None of the representations named by Accept exists for this resource.',
  ALREADY_EXISTS: 'A resource of that name already exists.',
  NOT_FORWARD: 'The bookmark would move backwards or sideways and the caller asked for that to be refused.',
  STALE_COMMIT: 'The change has evolved since the commit that the caller based its update on.',
  MERGE_CONFLICT: 'The operation needs conflicts to be resolved first.',
  LOCK_CONFLICT: 'Other writers kept changing the repository; the same request may be sent again.',
  DEFAULT_BOOKMARK: 'The default bookmark cannot be deleted or must exist for this operation.',
  NOT_CONFIGURED: 'The operation needs a setting that this repository or depot does not have.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used before with another request.',
  TOO_MANY_DESCENDANTS: 'Amending the change would rebase more descendants than one operation may.',
  PAYLOAD_TOO_LARGE: 'The request body or a file in it is over the size limit.',
  UNSUPPORTED_MEDIA_TYPE: 'The request body has a content type that this operation does not read.',
  RANGE_NOT_SATISFIABLE: 'The byte range that was asked for starts after the end of the bytes.',
  RATE_LIMITED: 'Too many requests in a short time.',
  UNAVAILABLE:
    'The depot is starting, stopping or overloaded, or its storage is full; the same request may be sent again later.',
  INTERNAL_ERROR: 'The depot failed; the cause is in its log under the trace id.',
  OBJECT_MISSING: 'A git object that something refers to is not in the store.',
  OBJECT_CORRUPT: 'The bytes of a git object are not what its type or checksum says.',
  DATA_FOLDER_LOCKED: 'Another process is using the data folder.',
  DATA_FOLDER_UNUSABLE: 'The data folder cannot be created, read or written, or its files are not a depot.',
  DATA_FOLDER_TOO_NEW: 'The data folder was written by a newer version of the depot.',
  DATABASE_UNUSABLE:
    'The database cannot be reached, entered or written to, is not that of a depot, or its secrets need another instance key.',
  OBJECT_STORE_UNUSABLE:
    'The store for large objects cannot be reached, entered or written to, or holds those of another depot.',
  BACKUP_UNUSABLE:
    'The backup cannot be read, is incomplete or damaged, or was made by a newer version of the depot.',
  DATABASE_TOO_NEW: 'The database was migrated by a newer version of the depot.',
} as const;

/** One of the codes in {@link ERROR_CODES}. */
export type DepotErrorCode = keyof typeof ERROR_CODES;

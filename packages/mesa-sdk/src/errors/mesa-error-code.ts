/** Codes of the errors that do not come from the server. A server's code, for example `NOT_FOUND`, is in `ApiError.code`. */
export type MesaErrorCode =
  | 'ABORTED'
  | 'BOOKMARK_MOVED'
  | 'CONNECTION_FAILED'
  | 'INVALID_API_URL'
  | 'INVALID_OPTIONS'
  | 'INVALID_REQUEST'
  | 'INVALID_RESPONSE'
  | 'MISSING_CREDENTIAL'
  | 'MISSING_WEBHOOK_SECRET'
  | 'MOUNT_FAILED'
  | 'MOUNT_POINT_UNUSABLE'
  | 'MOUNT_UNAVAILABLE'
  | 'NOT_ON_BOOKMARK'
  | 'ORG_RESOLUTION_FAILED'
  | 'TIMEOUT'
  | 'UNMOUNT_FAILED'
  | 'WEBHOOK_VERIFICATION_FAILED';

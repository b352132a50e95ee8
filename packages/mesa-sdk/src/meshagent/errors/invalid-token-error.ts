/** Thrown when a participant token is none, is not signed with the key at hand, or has expired. It repeats nothing of it. */
export class InvalidTokenError extends Error {
  static {
    InvalidTokenError.prototype.name = 'InvalidTokenError';
  }
}

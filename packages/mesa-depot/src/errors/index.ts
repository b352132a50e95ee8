export { DepotError, type DepotErrorOptions } from './depot-error.js';
export { type DepotErrorCode, ERROR_CODES } from './error-codes.js';

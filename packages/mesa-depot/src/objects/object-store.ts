export { ObjectBuffer, type PendingObject } from './object-buffer.js';
export type { ObjectReader } from './object-reader.js';

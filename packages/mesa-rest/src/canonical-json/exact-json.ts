import type { JsonNumber } from './json-number.js';

/** A JSON value whose numbers may be as they were written. */
export type ExactJson =
  | null
  | boolean
  | string
  | number
  | JsonNumber
  | readonly ExactJson[]
  | { readonly [member: string]: ExactJson };

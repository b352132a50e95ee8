// A subpath of its own: the canonical form of what is signed is one for the client and the server.
export { canonicalJson } from './canonical-json.js';
export { CanonicalJsonError } from './canonical-json-error.js';
export type { ExactJson } from './exact-json.js';
export { JsonNumber } from './json-number.js';
export { JsonSyntaxError } from './json-syntax-error.js';
export { type ParseJsonOptions, parseJson } from './parse-json.js';
export { type PlainJson, toPlainJson } from './to-plain-json.js';

import { decodeBase64Url, encodeBase64Url } from './base64.js';
import { equalBytes } from './equal-bytes.js';
import { hmacSha256 } from './hmac.js';

/** Claims of a token, or its header: a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Longest token that is read, in characters. Those of servers have a few thousand. */
const MAX_CHARACTERS = 64 * 1024; // 64 Ki

/** A token in its parts. None of them is verified. */
export interface UnverifiedToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What was signed. */
  readonly message: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Returns the text of a token that is signed: header and claims. */
export function signingInput(header: object, claims: object): string {
  return `${encodeBase64Url(utf8(JSON.stringify(header)))}.${encodeBase64Url(utf8(JSON.stringify(claims)))}`;
}

/** Returns a token signed with HMAC-SHA256. The header has to name it, as `alg: 'HS256'`. */
export async function signHs256(header: object, claims: object, secret: string): Promise<string> {
  const message = signingInput(header, claims);
  return `${message}.${encodeBase64Url(await hmacSha256(utf8(secret), utf8(message)))}`;
}

/** Returns the parts of a token; undefined when the text is none. */
export function readToken(text: string): UnverifiedToken | undefined {
  if (typeof text !== 'string' || text.length > MAX_CHARACTERS) return undefined;
  const [first = '', second = '', third = '', ...more] = text.split('.');
  const header = toObject(first);
  const claims = toObject(second);
  const signature = decodeBase64Url(third);
  if (!header || !claims || !signature || more.length > 0) return undefined;
  return { header, claims, message: utf8(`${first}.${second}`), signature };
}

/** Returns whether a token says that it is signed with HMAC-SHA256, and is so with this secret. */
export async function isSignedHs256(token: UnverifiedToken, secret: string): Promise<boolean> {
  if (token.header.alg !== 'HS256') return false;
  return equalBytes(await hmacSha256(utf8(secret), token.message), token.signature);
}

/** Returns a text in UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toObject(part: string): JsonObject | undefined {
  const bytes = decodeBase64Url(part);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

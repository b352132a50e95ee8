import { InvalidOptionsError } from 'mesa-rest';
import { encodeBase64, isBase64 } from '../core/base64.js';

/** Bytes of a file in exactly one of three forms. */
export type FileBytes =
  | {
      /** Base64, as on the wire. For readable text use `text`. */
      readonly content: string;
      readonly encoding?: 'base64' | undefined;
      readonly text?: never;
      readonly bytes?: never;
    }
  | {
      /** Text, stored as UTF-8. */
      readonly text: string;
      readonly content?: never;
      readonly encoding?: never;
      readonly bytes?: never;
    }
  | {
      /** Bytes, stored as they are. */
      readonly bytes: Uint8Array;
      readonly content?: never;
      readonly encoding?: never;
      readonly text?: never;
    };

/** What a value of {@link FileBytes} looks like before it was checked. */
export interface UncheckedBytes {
  readonly content?: unknown;
  readonly encoding?: unknown;
  readonly text?: unknown;
  readonly bytes?: unknown;
}

/**
 * Returns bytes in base64, whichever form they were given in.
 *
 * @param where Place of the value in the caller's input, for messages.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when `content` is not base64 or a member has another type.
 */
export function toBase64Content(value: UncheckedBytes, where: string): string {
  if (value.encoding !== undefined && value.content === undefined) {
    throw new InvalidOptionsError(
      `\`${where}.encoding\` goes with \`content\`; \`text\` and \`bytes\` are taken as they are.`,
    );
  }
  if (value.text !== undefined) {
    if (typeof value.text !== 'string') throw new InvalidOptionsError(`\`${where}.text\` is not a string.`);
    return encodeBase64(new TextEncoder().encode(value.text));
  }
  if (value.bytes !== undefined) {
    // Also the arrays of other realms and Node's Buffer: anything that is a view of bytes.
    if (!ArrayBuffer.isView(value.bytes))
      throw new InvalidOptionsError(`\`${where}.bytes\` is not a Uint8Array.`);
    const { buffer, byteOffset, byteLength } = value.bytes;
    return encodeBase64(new Uint8Array(buffer, byteOffset, byteLength));
  }
  if (value.encoding !== undefined && value.encoding !== 'base64') {
    throw new InvalidOptionsError(
      `\`${where}.encoding\` is ${JSON.stringify(value.encoding)}; the only encoding is "base64". Pass readable text as \`text\`.`,
    );
  }
  if (typeof value.content !== 'string' || !isBase64(value.content)) {
    throw new InvalidOptionsError(
      `\`${where}.content\` is not base64. Pass readable text as \`text\`, or bytes as \`bytes\`; \`content\` is base64 as on the wire.`,
    );
  }
  return value.content;
}

/** Returns the names that have a value in an object, of some that exclude each other. */
export function given(value: object, names: readonly string[]): string[] {
  return names.filter((name) => (value as Record<string, unknown>)[name] !== undefined);
}

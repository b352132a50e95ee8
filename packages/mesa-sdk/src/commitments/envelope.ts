import { InvalidOptionsError } from 'mesa-rest';
import { canonicalJson, type ExactJson, parseJson } from 'mesa-rest/canonical-json';
import type { SignedEnvelope } from 'mesa-rest/commitments';
import { fromHex, toHex } from '../core/hex.js';
import { checkMembers, typeName } from '../core/known-members.js';
import { randomUuid } from '../core/random-uuid.js';
import { type Keypair, verifySignature } from './keypair.js';

/** What an {@link Envelope} is made of. */
export interface EnvelopeInput {
  /** Envelope type, for example `offer`. */
  readonly type: string;
  /** Id of the principal that signs. */
  readonly emittedBy: string;
  /** What is committed to; its type says what it looks like. Numbers that were read with `parseJson` are signed as they were written. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Deliberation that it belongs to. Default: none. */
  readonly deliberationId?: string | null | undefined;
  /** Envelope that this one answers. Default: none. */
  readonly parentId?: string | null | undefined;
  /** Default: `evt_` and 32 hex digits. The server takes an id of a principal once. */
  readonly id?: string | undefined;
  /** Any text. Default: now, in UTC with microseconds. */
  readonly timestamp?: string | undefined;
  /** 1 leaves `deliberation_id` out of what is signed, for servers that do not know it. Default 2. */
  readonly revision?: 1 | 2 | undefined;
}

/** An envelope as it is signed: the members of the wire without the signature. */
export interface WireEnvelope {
  readonly id: string;
  readonly parent_id: string | null;
  readonly timestamp: string;
  readonly type: string;
  readonly emitted_by: string;
  readonly payload: Record<string, unknown>;
  readonly deliberation_id?: string | null;
}

const MEMBERS = [
  'type',
  'emittedBy',
  'payload',
  'deliberationId',
  'parentId',
  'id',
  'timestamp',
  'revision',
] as const satisfies readonly (keyof EnvelopeInput)[];

/**
 * What a principal commits to, ready to be signed.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when a member is missing or of another kind.
 * @example
 * ```ts
 * const offer = new Envelope({
 *   type: 'offer',
 *   emittedBy: me.id,
 *   payload: { summary: 'license $40k/yr', terms: { fee_total_usd: 40_000 } },
 * }).sign(keypair);
 * ```
 */
export class Envelope {
  readonly id: string;
  readonly parentId: string | null;
  readonly timestamp: string;
  readonly type: string;
  readonly emittedBy: string;
  readonly deliberationId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly revision: 1 | 2;

  constructor(input: EnvelopeInput) {
    checkMembers('An envelope', input, MEMBERS);
    const { type, emittedBy, payload, deliberationId = null, parentId = null, revision = 2 } = input;
    for (const [name, value] of Object.entries({ type, emittedBy })) {
      if (typeof value !== 'string' || value === '') {
        throw new InvalidOptionsError(`\`${name}\` of an envelope must be a text that is not empty.`);
      }
    }
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
      throw new InvalidOptionsError(
        `\`payload\` of an envelope is ${typeName(payload)}; it must be an object.`,
      );
    }
    if (revision === 1 && deliberationId !== null) {
      throw new InvalidOptionsError(
        'An envelope of revision 1 belongs to no deliberation: leave `revision` out.',
      );
    }
    this.id = input.id ?? `evt_${randomUuid().replaceAll('-', '')}`;
    this.parentId = parentId;
    // The clock of JavaScript counts milliseconds.
    this.timestamp = input.timestamp ?? new Date().toISOString().replace('Z', '000Z');
    this.type = type;
    this.emittedBy = emittedBy;
    this.deliberationId = deliberationId;
    this.payload = payload;
    this.revision = revision;
  }

  /** Returns the members as the wire has them, without a signature. */
  toWire(): WireEnvelope {
    return {
      id: this.id,
      parent_id: this.parentId,
      timestamp: this.timestamp,
      type: this.type,
      emitted_by: this.emittedBy,
      payload: this.payload,
      ...(this.revision === 1 ? {} : { deliberation_id: this.deliberationId }),
    };
  }

  /**
   * Returns the bytes that are signed: the canonical JSON of {@link toWire} in UTF-8.
   *
   * @throws {CanonicalJsonError} `NOT_CANONICAL` when the payload has none: a number that is not finite, half a surrogate pair.
   */
  canonicalBytes(): Uint8Array {
    return new TextEncoder().encode(canonicalJson(this.toWire()));
  }

  /**
   * Returns the envelope with its signature, ready to be submitted.
   *
   * @throws {CanonicalJsonError} `NOT_CANONICAL`, as {@link canonicalBytes}.
   */
  sign(keypair: Keypair): SignedEnvelope {
    return { ...this.toWire(), signature: toHex(keypair.sign(this.canonicalBytes())) };
  }
}

/** Members that are signed when they are there. */
const SIGNED_MEMBERS = ['id', 'timestamp', 'type', 'emitted_by', 'payload', 'deliberation_id'];

/**
 * Says whether the owner of a public key signed an envelope, as the server finds out: an absent `parent_id` counts as null, an
 * absent `deliberation_id` was not signed, and members that nobody knows are not looked at.
 *
 * @param signed The envelope, or its JSON: in a text the numbers are still as they were signed.
 * @throws {JsonSyntaxError} `INVALID_JSON` when the text is none.
 */
export function verifyEnvelope(signed: SignedEnvelope | string, publicKeyHex: string): boolean {
  const envelope = (typeof signed === 'string' ? parseJson(signed) : signed) as Readonly<
    Record<string, ExactJson>
  >;
  const signature = fromHex(String(envelope.signature));
  if (signature === undefined) return false;
  const members = Object.fromEntries(
    SIGNED_MEMBERS.filter((name) => Object.hasOwn(envelope, name)).map((name) => [name, envelope[name]]),
  );
  const bytes = new TextEncoder().encode(
    canonicalJson({ ...members, parent_id: envelope.parent_id ?? null }),
  );
  return verifySignature(publicKeyHex, bytes, signature);
}

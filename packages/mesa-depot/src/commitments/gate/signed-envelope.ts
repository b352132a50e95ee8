import { canonicalJson, type ExactJson } from 'mesa-rest/canonical-json';
import { CommitmentsError, plainMessage } from '../errors/index.js';

/** An envelope as it came, its form checked and nothing else. */
export interface SignedEnvelope {
  /** Of the sender's choice. */
  readonly id: string;
  readonly type: string;
  /** Id of the principal that says it signed. */
  readonly emittedBy: string;
  readonly deliberationId: string | null;
  /** The payload for checks: numbers in it are rounded to doubles. */
  readonly payload: unknown;
  /** 128 hex digits in lower case. */
  readonly signature: string;
  /** The members that are signed, with numbers as they were written. */
  readonly signed: { readonly [member: string]: ExactJson };
}

/** The members that every revision signs. */
const SIGNED = ['id', 'parent_id', 'timestamp', 'type', 'emitted_by', 'payload'];

interface EnvelopeBody {
  readonly id: string;
  readonly type: string;
  readonly emitted_by: string;
  readonly deliberation_id?: string | null;
  readonly payload: unknown;
  readonly signature: string;
}

/**
 * Returns the envelope of a request body whose form was checked.
 *
 * Clients of the first revision sign six members, later ones seven: `deliberation_id` is signed where it was sent, also as
 * null. Members that are not known are not signed.
 *
 * @param plain The body with numbers as doubles.
 * @param exact The same body with numbers as they were written.
 */
export function toSignedEnvelope(
  plain: unknown,
  exact: { readonly [member: string]: ExactJson },
): SignedEnvelope {
  const body = plain as EnvelopeBody;
  const members = Object.hasOwn(exact, 'deliberation_id') ? [...SIGNED, 'deliberation_id'] : SIGNED;
  return {
    id: body.id,
    type: body.type,
    emittedBy: body.emitted_by,
    deliberationId: body.deliberation_id ?? null,
    payload: body.payload,
    signature: body.signature.toLowerCase(),
    // An omitted `parent_id` counts as null.
    signed: Object.fromEntries(members.map((name) => [name, exact[name] ?? null])),
  };
}

/**
 * Returns the text that the signature is over.
 *
 * @throws CommitmentsError `malformed_envelope` when there is none: a number that is too large to be finite, or half a
 * surrogate pair.
 */
export function canonicalEnvelope({ signed }: SignedEnvelope): string {
  try {
    return canonicalJson(signed);
  } catch (error) {
    throw new CommitmentsError(
      'malformed_envelope',
      `The envelope has no canonical form: ${plainMessage(error)}`,
    );
  }
}

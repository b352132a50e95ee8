import type { IdentityInput, Identity as WireIdentity } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Identity } from '../objects/index.js';
import type { Actor, Author } from './call.js';
import { requireStorable } from './storable-text.js';

/** Who a new commit names, and the message with the trailers of further authors. */
export interface Authorship {
  readonly author: Identity;
  readonly committer: Identity;
  readonly message: string;
}

/**
 * Returns author, committer and message of a new commit. Without an author in the request it is the first author of
 * the credential, and the others become `Co-authored-by` trailers; without a committer it is the author.
 */
export function newAuthorship(
  actor: Actor,
  input: { message?: string; author?: IdentityInput; committer?: IdentityInput },
  nowMs: number,
): Authorship {
  const author = input.author ? toIdentity(input.author, nowMs) : authorOf(actor, nowMs);
  const message = parseMessage(input.message ?? '');
  return {
    author,
    committer: input.committer ? toIdentity(input.committer, nowMs) : author,
    message: input.author ? message : withCoAuthors(message, actor.authors.slice(1)),
  };
}

/**
 * Returns `message` when git can store it.
 *
 * @throws DepotError `BAD_REQUEST`.
 */
export function parseMessage(message: string): string {
  return requireStorable(message, 'The message');
}

/** Returns the identity that a credential stands for, at `nowMs` in UTC. */
export function authorOf(actor: Actor, nowMs: number): Identity {
  const [first] = actor.authors;
  if (!first) throw new Error('an actor without authors');
  return { ...clean(first), timestampMs: toSeconds(nowMs), timezone: '+0000' };
}

/** Returns the git form of an identity of a request; the offset of its date is kept. */
export function toIdentity(input: IdentityInput, nowMs: number): Identity {
  const who = clean(input);
  if (input.date === undefined) return { ...who, timestampMs: toSeconds(nowMs), timezone: '+0000' };
  const timestampMs = toSeconds(Date.parse(input.date));
  if (!Number.isFinite(timestampMs) || timestampMs < 0) {
    throw new DepotError(
      'BAD_REQUEST',
      `The date ${JSON.stringify(input.date)} is not a time since 1970 that git can store.`,
    );
  }
  const offset = /([+-])(\d{2}):?(\d{2})$/.exec(input.date);
  return { ...who, timestampMs, timezone: offset ? `${offset[1]}${offset[2]}${offset[3]}` : '+0000' };
}

/** Returns an identity as the API shows it, its date with the offset it was written with. */
export function fromIdentity(identity: Identity): WireIdentity {
  const sign = identity.timezone.startsWith('-') ? -1 : 1;
  const minutes = Number(identity.timezone.slice(1, 3)) * 60 + Number(identity.timezone.slice(3, 5));
  const local = new Date(identity.timestampMs + sign * minutes * 60_000).toISOString().slice(0, 19);
  const offset = minutes === 0 ? 'Z' : `${identity.timezone.slice(0, 3)}:${identity.timezone.slice(3, 5)}`;
  return { name: identity.name, email: identity.email, date: `${local}${offset}` };
}

function withCoAuthors(message: string, others: readonly Author[]): string {
  if (others.length === 0) return message;
  const trailers = others
    .map((other) => `Co-authored-by: ${clean(other).name} <${clean(other).email}>`)
    .join('\n');
  return `${message.trimEnd()}\n\n${trailers}\n`.trimStart();
}

/** Git ends a name at `<` and a header at a newline: characters that would forge either are taken out. */
function clean(who: Author): { name: string; email: string } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const strip = (text: string): string => text.replace(/[<>\u0000-\u001f\u007f]/g, '').trim();
  return { name: strip(who.name) || 'unknown', email: strip(who.email) };
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

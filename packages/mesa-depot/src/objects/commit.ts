import { DepotError } from '../errors/index.js';
import { bytesToText, textToBytes } from './byte-text.js';
import { isOid, type Oid } from './oid.js';

/** Who made something, and when. */
export interface Identity {
  name: string;
  email: string;
  /** Milliseconds since 1970; git keeps whole seconds, the rest is cut off. */
  timestampMs: number;
  /** Offset from UTC as git writes it, for example `+0200`. */
  timezone: string;
}

/** A git commit in fields. */
export interface Commit {
  tree: Oid;
  parents: readonly Oid[];
  author: Identity;
  committer: Identity;
  /** Value of the `change-id` header: 32 letters `k` to `z`. */
  changeId?: string;
  /** Every other header, in order and unfolded: `encoding`, `gpgsig`, `mergetag`, … */
  extraHeaders?: readonly (readonly [string, string])[];
  message: string;
}

const CHANGE_ID = /^[k-z]{32}$/;
const IDENTITY = /^(.*?) ?<(.*)> (-?\d+) ([+-]\d+)$/s;

/**
 * Bodies of decoded commits that the fields cannot express (an unusual order of headers, a padded identity).
 * They are kept beside the object, so that encoding an unchanged commit gives back its bytes and its oid.
 */
const unusualBodies = new WeakMap<Commit, Uint8Array>();

/**
 * Returns the body of a commit object.
 *
 * Headers come in the order tree, parents, author, committer, encoding, change-id, others. Line breaks and angle
 * brackets are taken out of names and addresses, as git does: they would end the header. A commit that came from
 * {@link decodeCommit} and was not copied gives exactly the bytes it came from.
 *
 * @throws DepotError `BAD_REQUEST` for a date before 1970 or a malformed time zone, which git cannot store.
 */
export function encodeCommit(commit: Commit): Uint8Array {
  return unusualBodies.get(commit) ?? encodeFields(commit);
}

/**
 * Returns the fields of a commit body. Unknown headers, signatures and texts that are not UTF-8 are kept.
 *
 * @throws DepotError `OBJECT_CORRUPT` when tree, author or committer is missing or malformed.
 */
export function decodeCommit(body: Uint8Array): Commit {
  const commit = decodeFields(bytesToText(body));
  if (!sayTheSame(commit, body)) unusualBodies.set(commit, body);
  return commit;
}

function encodeFields(commit: Commit): Uint8Array {
  const headers: (readonly [string, string])[] = [
    ['tree', commit.tree],
    ...commit.parents.map((parent) => ['parent', parent] as const),
    ['author', encodeIdentity(commit.author)],
    ['committer', encodeIdentity(commit.committer)],
  ];
  const extra = commit.extraHeaders ?? [];
  // git looks for the encoding directly after the committer.
  const encoding = extra[0]?.[0] === 'encoding' ? extra.slice(0, 1) : [];
  headers.push(...encoding);
  if (commit.changeId !== undefined) headers.push(['change-id', commit.changeId]);
  headers.push(...extra.slice(encoding.length));
  const lines = headers.map(([name, value]) => `${name} ${value.replaceAll('\n', '\n ')}\n`);
  return textToBytes(`${lines.join('')}\n${commit.message}`);
}

function encodeIdentity(identity: Identity): string {
  const seconds = Math.floor(identity.timestampMs / 1000);
  if (!Number.isSafeInteger(seconds) || seconds < 0) {
    throw new DepotError(
      'BAD_REQUEST',
      'A commit cannot carry a date before 1970: git has no way to store it.',
    );
  }
  if (!/^[+-]\d+$/.test(identity.timezone)) {
    throw new DepotError(
      'BAD_REQUEST',
      `The time zone ${JSON.stringify(identity.timezone)} is not like "+0200".`,
    );
  }
  return `${withoutCrud(identity.name)} <${withoutCrud(identity.email)}> ${seconds} ${identity.timezone}`;
}

function withoutCrud(text: string): string {
  return text.replace(/[\0\n<>]/g, '').trim();
}

function decodeFields(text: string): Commit {
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text.replace(/\n$/, '') : text.slice(0, end);
  const headers = unfold(head);
  let at = 0;
  const take = (name: string): string | undefined =>
    headers[at]?.[0] === name ? headers[at++]?.[1] : undefined;

  const tree = take('tree');
  if (tree === undefined || !isOid(tree)) throw corrupt('it does not start with a tree');
  const parents: Oid[] = [];
  for (let parent = take('parent'); parent !== undefined; parent = take('parent')) {
    if (!isOid(parent)) throw corrupt(`the parent ${JSON.stringify(parent)} is not an object id`);
    parents.push(parent);
  }
  const author = decodeIdentity('author', take('author'));
  const committer = decodeIdentity('committer', take('committer'));

  const extraHeaders = headers.slice(at);
  const changeIdAt = extraHeaders.findIndex(([name, value]) => name === 'change-id' && CHANGE_ID.test(value));
  const changeId = changeIdAt < 0 ? undefined : extraHeaders.splice(changeIdAt, 1)[0]?.[1];
  return {
    tree,
    parents,
    author,
    committer,
    ...(changeId === undefined ? {} : { changeId }),
    ...(extraHeaders.length === 0 ? {} : { extraHeaders }),
    message: end < 0 ? '' : text.slice(end + 2),
  };
}

/** Splits a header block into names and values; a line that starts with a space continues the one before. */
function unfold(head: string): (readonly [string, string])[] {
  const headers: [string, string][] = [];
  for (const line of head.split('\n')) {
    const last = headers.at(-1);
    if (line.startsWith(' ') && last !== undefined) {
      last[1] += `\n${line.slice(1)}`;
      continue;
    }
    const space = line.indexOf(' ');
    headers.push(space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)]);
  }
  return headers;
}

function decodeIdentity(role: string, text: string | undefined): Identity {
  const match = IDENTITY.exec(text ?? '');
  if (match === null) throw corrupt(`the ${role} is missing or malformed`);
  const [, name = '', email = '', seconds = '', timezone = ''] = match;
  return { name, email, timestampMs: Number(seconds) * 1000, timezone };
}

function sayTheSame(commit: Commit, body: Uint8Array): boolean {
  try {
    return Buffer.compare(encodeFields(commit), body) === 0;
  } catch {
    return false; // A date or zone that we would not write, but must be able to read.
  }
}

function corrupt(what: string): DepotError {
  return new DepotError('OBJECT_CORRUPT', `Not a valid git commit: ${what}.`);
}

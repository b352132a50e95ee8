import { decodeCommit, type Oid } from '../../objects/index.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../../vcs/index.js';
import { requireHeaders } from './check-headers.js';
import { findIdentityFault } from './check-identity.js';
import type { PackedCommit } from './ingested-pack.js';
import { badObject } from './pack-errors.js';

const TREE = /^tree [0-9a-f]{40}$/;
const PARENT = /^parent [0-9a-f]{40}$/;

/**
 * Checks a commit by the rules of `git fsck --strict`, and returns what the history needs to know of it. Headers that
 * are unknown and signatures are not looked into: they are kept byte for byte.
 *
 * @throws DepotError `OBJECT_CORRUPT`, naming git's rule.
 */
export function checkCommit(oid: Oid, body: Buffer): PackedCommit {
  const refuse = (rule: string, what: string): Error => badObject('commit', oid, rule, what);
  const lines = requireHeaders('commit', oid, body);
  if (!lines[0]?.startsWith('tree ')) throw refuse('missingTree', 'it does not begin with its tree');
  if (!TREE.test(lines[0])) throw refuse('badTreeSha1', 'its tree is not an object id');
  let at = 1;
  for (; lines[at]?.startsWith('parent '); at++) {
    if (!PARENT.test(lines[at] as string)) throw refuse('badParentSha1', 'a parent is not an object id');
  }
  const first = at;
  for (; lines[at]?.startsWith('author '); at++) {
    const fault = findIdentityFault((lines[at] as string).slice('author '.length));
    if (fault !== undefined) throw refuse(fault.rule, `its author ${fault.what}`);
  }
  if (at === first) throw refuse('missingAuthor', 'it has no author');
  if (at > first + 1) throw refuse('multipleAuthors', 'it has several authors');
  if (!lines[at]?.startsWith('committer ')) throw refuse('missingCommitter', 'it has no committer');
  const fault = findIdentityFault((lines[at] as string).slice('committer '.length));
  if (fault !== undefined) throw refuse(fault.rule, `its committer ${fault.what}`);
  if (body.includes(0)) throw refuse('nulInCommit', 'it holds a NUL character');
  return toPackedCommit(body);
}

/** Returns what the history needs to know of a commit. */
export function toPackedCommit(body: Uint8Array): PackedCommit {
  const { tree, parents, changeId, extraHeaders = [], committer } = decodeCommit(body);
  const isUsable = changeId !== undefined && changeId !== VIRTUAL_ROOT_CHANGE_ID;
  const hasHeader = changeId !== undefined || extraHeaders.some(([name]) => name === 'change-id');
  return {
    tree,
    parents,
    ...(isUsable ? { changeId } : {}),
    hasInvalidChangeId: hasHeader && !isUsable,
    committedAt: committer.timestampMs / 1000,
  };
}

import { InvalidOptionsError } from 'mesa-rest';
import { notBlank } from '../../core/environment.js';
import { checkMembers, typeName } from '../../core/known-members.js';
import { refusePrivateKey } from '../../core/private-key-text.js';
import type { FromRevision } from '../change-ops.js';
import { isWithin } from '../path.js';
import { checkDirectoryName, checkSubPath } from './check-path.js';
import type { BranchedFrom, RepoEntry } from './layout.js';

const MEMBERS = ['kind', 'name', 'mode', 'at', 'branchedFrom', 'alias', 'subPaths'];

/**
 * Returns a copy of an entry of a layout that holds what is known to be right, and nothing else.
 *
 * @param given Also what a JSON file had.
 * @param where What the entry is called, at the beginning of a sentence.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`, naming the entry, what is wrong, and what is right.
 */
export function checkRepoEntry(given: unknown, where: string): RepoEntry {
  checkMembers(where, given, MEMBERS);
  const { kind, name, mode, at, branchedFrom, alias, subPaths } = given as Record<string, unknown>;
  if (kind !== 'repo')
    throw new InvalidOptionsError(
      `${where} has no \`kind: 'repo'\`; make the entry with repo(name, options).`,
    );
  checkName(name, where);
  if (mode !== 'ro' && mode !== 'rw') {
    throw new InvalidOptionsError(
      `${where} needs \`mode\`: \`'ro'\` to read, \`'rw'\` to read and write; there is no default.`,
    );
  }
  if (at !== undefined && branchedFrom !== undefined) {
    throw new InvalidOptionsError(
      `${where} takes at most one of \`at\` and \`branchedFrom\`; it has both. \`at\` works on what is there, \`branchedFrom\` on a new change on top of it.`,
    );
  }
  if (branchedFrom !== undefined && mode === 'ro') {
    throw new InvalidOptionsError(
      `${where} has \`branchedFrom\`, which makes a change, and \`mode: 'ro'\`: use \`mode: 'rw'\`, or \`at\` to read.`,
    );
  }
  if (alias !== undefined) checkDirectoryName(alias, `${where}: \`alias\``);
  const common = {
    kind,
    name,
    ...(alias !== undefined && { alias }),
    ...(subPaths !== undefined && { subPaths: checkSubPaths(subPaths, `${where}: \`subPaths\``) }),
  } as const;
  if (branchedFrom !== undefined)
    return { ...common, mode: 'rw', branchedFrom: checkBranchedFrom(branchedFrom, where) };
  if (at === undefined) return { ...common, mode };
  return { ...common, mode, at: checkRevision(at, `${where}: \`at\``, []) };
}

function checkName(name: unknown, where: string): asserts name is string {
  if (typeof name !== 'string' || notBlank(name) === undefined)
    throw new InvalidOptionsError(`${where} needs \`name\`: the name of a repository.`);
  refusePrivateKey(name, `${where}: \`name\``);
  if (!name.includes('/')) return;
  throw new InvalidOptionsError(
    `${where} is named ${JSON.stringify(name)}; write only the name of the repository. A layout is of one organization, that of the client or of \`org\`.`,
  );
}

function checkRevision(given: unknown, what: string, more: readonly string[]): FromRevision {
  if (typeof given === 'string') {
    throw new InvalidOptionsError(
      `${what} is a text; say what it names: { bookmark: ${JSON.stringify(given)} } or { changeId: … }.`,
    );
  }
  checkMembers(what, given, ['bookmark', 'changeId', ...more]);
  const { bookmark, changeId } = given as Record<string, unknown>;
  if ((bookmark === undefined) === (changeId === undefined))
    throw new InvalidOptionsError(`${what} takes exactly one of \`bookmark\` and \`changeId\`.`);
  if (changeId === undefined) return { bookmark: checkText(bookmark, `${what}.bookmark`) };
  return { changeId: checkText(changeId, `${what}.changeId`) };
}

function checkBranchedFrom(given: unknown, where: string): BranchedFrom {
  const what = `${where}: \`branchedFrom\``;
  const from = checkRevision(given, what, ['as']);
  const { as } = given as { as?: unknown };
  if (as === undefined) return from;
  checkMembers(`${what}.as`, as, ['bookmark', 'describe']);
  const { bookmark, describe } = as as Record<string, unknown>;
  if (describe !== undefined && typeof describe !== 'string')
    throw new InvalidOptionsError(`${what}.as.describe is ${typeName(describe)}; it must be a text.`);
  const name = bookmark === undefined ? undefined : checkText(bookmark, `${what}.as.bookmark`);
  if (name !== undefined && name === from.bookmark) {
    throw new InvalidOptionsError(
      `${what} is to be branched from \`${name}\` as \`${name}\`: the new bookmark needs another name.`,
    );
  }
  return {
    ...from,
    as: { ...(name !== undefined && { bookmark: name }), ...(describe !== undefined && { describe }) },
  };
}

function checkText(given: unknown, what: string): string {
  if (typeof given === 'string' && given !== '') {
    refusePrivateKey(given, what);
    return given;
  }
  throw new InvalidOptionsError(`${what} is ${given === '' ? 'empty' : typeName(given)}; it must be a text.`);
}

function checkSubPaths(given: unknown, where: string): string[] {
  if (!Array.isArray(given))
    throw new InvalidOptionsError(`${where} is ${typeName(given)}; it must be an array of paths.`);
  if (given.length === 0)
    throw new InvalidOptionsError(`${where} is empty, which shows nothing: leave it out to show all.`);
  const paths = given.map((path: unknown): string => {
    checkSubPath(path, where);
    return path;
  });
  for (const [index, path] of paths.entries()) {
    const around = paths.find((other, at) => at !== index && isWithin(path, other));
    if (around === undefined) continue;
    throw new InvalidOptionsError(
      `${where} has \`${path}\`, and \`${around}\`, which shows it already: leave one of them out.`,
    );
  }
  return paths;
}

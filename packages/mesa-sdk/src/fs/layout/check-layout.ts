import { InvalidOptionsError } from 'mesa-rest';
import { typeName } from '../../core/known-members.js';
import { isWithin } from '../path.js';
import { checkAbsolutePath } from './check-path.js';
import { checkRepoEntry } from './check-repo-entry.js';
import type { Layout, RepoEntry } from './layout.js';

/** A repository of a layout and where it is in the filesystem. */
export interface PlacedEntry {
  /** Absolute path, for an entry of a list with the name of its own directory. */
  readonly path: string;
  readonly entry: RepoEntry;
}

/**
 * Returns a copy of a layout that can be relied on.
 *
 * @param given Also what a JSON file had.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`, naming the path and what to do. Whether the repositories exist is found out
 * when it is mounted.
 */
export function checkLayout(given: unknown): Layout {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InvalidOptionsError(
      `\`layout\` is ${typeName(given)}; it must be an object: { '/workspace': repo('demo', { mode: 'rw' }) }.`,
    );
  }
  const layout = Object.fromEntries(
    Object.entries(given).map(([path, value]: [string, unknown]) => {
      checkAbsolutePath(path);
      return [path, checkValue(value, path)];
    }),
  );
  if (Object.keys(layout).length === 0)
    throw new InvalidOptionsError("`layout` is empty; it has at least one path: '/workspace'.");
  checkPlaces(entriesOf(layout));
  return layout;
}

/** Returns the repositories of a layout that was checked, each with its own path. */
export function entriesOf(layout: Layout): PlacedEntry[] {
  return Object.entries(layout).flatMap(([path, value]) => {
    if (!isList(value)) return [{ path, entry: value }];
    return value.map((entry) => ({
      path: `${path === '/' ? '' : path}/${entry.alias ?? entry.name}`,
      entry,
    }));
  });
}

function isList(value: RepoEntry | readonly RepoEntry[]): value is readonly RepoEntry[] {
  return Array.isArray(value);
}

function checkValue(value: unknown, path: string): RepoEntry | RepoEntry[] {
  const where = `The layout at \`${path}\``;
  if (Array.isArray(value)) {
    if (value.length === 0)
      throw new InvalidOptionsError(`${where} is an empty list; it has at least one repository.`);
    return value.map((one: unknown, index) => checkRepoEntry(one, `${where}, entry ${index}`));
  }
  if (typeof value !== 'object' || value === null) {
    throw new InvalidOptionsError(
      `${where} is ${typeName(value)}; it must be repo(name, options) or a list of such.`,
    );
  }
  if (path === '/') {
    throw new InvalidOptionsError(
      "The layout has one repository at `/`, where the filesystem itself is: use a path like '/workspace', or a list, whose repositories are directories of `/`.",
    );
  }
  return checkRepoEntry(value, where);
}

function checkPlaces(placed: readonly PlacedEntry[]): void {
  const branches = new Map<string, string>();
  for (const [index, { path, entry }] of placed.entries()) {
    const other = placed.find((one, at) => at !== index && isWithin(path, one.path));
    if (other?.path === path) {
      throw new InvalidOptionsError(
        `The layout has \`${path}\` twice: give the entries of the list an \`alias\` each, which is the name of the directory.`,
      );
    }
    if (other !== undefined) {
      throw new InvalidOptionsError(
        `The layout has \`${path}\` inside of \`${other.path}\`, which is a repository: put them beside each other.`,
      );
    }
    const bookmark = entry.branchedFrom?.as?.bookmark;
    if (bookmark === undefined) continue;
    const key = `${entry.name}/${bookmark}`;
    const taken = branches.get(key);
    if (taken !== undefined) {
      throw new InvalidOptionsError(
        `The layout branches \`${entry.name}\` as the bookmark \`${bookmark}\` at \`${taken}\` and at \`${path}\`: name them differently.`,
      );
    }
    branches.set(key, path);
  }
}

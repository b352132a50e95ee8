import type { Checkout } from './checkout.js';
import { type FileSystemErrorCode, fsError } from './fs-error.js';
import { joinPath, splitPath } from './path.js';
import type { Suspension } from './suspension.js';
import type { DirectoryNode, FileNode, TreeNode } from './tree-node.js';

/** Links that one path may lead over, as on Linux. */
const MAX_LINKS = 40;
/** Longest name in bytes, as git hosts and Linux have it. */
const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 4_096;

/** A directory above the repositories. */
export interface Space {
  readonly type: 'space';
  readonly entries: Map<string, Space | Checkout>;
  /** Names that lead on without being listed: other names of what is listed elsewhere. */
  readonly hidden: Map<string, Space | Checkout>;
}

/** Something that a path leads to. */
export type Place =
  | { readonly type: 'space'; readonly space: Space }
  | {
      readonly type: 'node';
      readonly checkout: Checkout;
      readonly node: TreeNode;
      /** Path in the repository; empty for its root. */
      readonly path: string;
    };

/** A name in a directory of a repository, whether or not there is something. */
export interface Slot {
  readonly checkout: Checkout;
  readonly directory: DirectoryNode;
  readonly entries: Map<string, TreeNode>;
  readonly name: string;
  /** Path in the repository. */
  readonly path: string;
}

/** Where a path leads. */
export interface Found {
  /** Path without links. */
  readonly path: string;
  readonly place: Place | undefined;
  /** Undefined for the root of a repository, what is above, and what may not be written of a repository that is shown in part. */
  readonly slot: Slot | undefined;
}

/** What a walk needs to know of its operation, and how it gets at the targets of links. */
export interface WalkOptions {
  readonly syscall: string;
  readonly dest?: string | undefined;
  /** Whether a link at the end of the path is followed. */
  readonly follow: boolean;
  /** Returns the bytes of a link; throws a {@link Suspension} when they have to be fetched first. */
  readonly contentOf: (checkout: Checkout, node: FileNode) => Uint8Array;
}

interface Step {
  readonly name: string;
  readonly place: Place;
}

/** Returns an empty directory above the repositories. */
export function newSpace(): Space {
  return { type: 'space', entries: new Map(), hidden: new Map() };
}

/**
 * Returns where a path leads from the root; links are followed, also from one repository into another.
 *
 * @throws {FileSystemError} `ENOENT` or `ENOTDIR` when something before the end is missing or no directory, `ELOOP`,
 * `ENAMETOOLONG`, `EINVAL` for a name that no file can have.
 * @throws {Suspension} when something has to be fetched first.
 */
export function walk(root: Space, path: string, options: WalkOptions): Found {
  const fail = (code: FileSystemErrorCode): Error =>
    fsError(code, options.syscall, path, options.dest === undefined ? {} : { dest: options.dest });
  if (/\0|\p{Surrogate}/u.test(path)) throw fail('EINVAL');
  if (byteLength(path) > MAX_PATH_BYTES) throw fail('ENAMETOOLONG');
  const steps: Step[] = [];
  let names = splitPath(path);
  let links = 0;
  const visited = new Set<Checkout>();
  for (let index = 0; index < names.length; ) {
    const name = names[index++] as string;
    if (name === '..') {
      steps.pop();
      continue;
    }
    if (name.length > MAX_NAME_BYTES / 4 && byteLength(name) > MAX_NAME_BYTES) throw fail('ENAMETOOLONG');
    const at = steps.at(-1)?.place ?? { type: 'space', space: root };
    if (at.type === 'node' && at.node.type !== 'dir') throw fail('ENOTDIR');
    const isLast = index === names.length;
    const place = enter(at, name, visited);
    if (place === undefined) {
      if (!isLast) throw fail('ENOENT');
      return { path: pathOf(steps, name), place: undefined, slot: slotOf(at, name) };
    }
    if (place.type === 'node' && place.node.type === 'symlink' && (!isLast || options.follow)) {
      if (++links > MAX_LINKS) throw fail('ELOOP');
      const target = new TextDecoder().decode(options.contentOf(place.checkout, place.node));
      if (target === '') throw fail('ENOENT');
      if (target.startsWith('/')) steps.length = 0;
      names = [...target.split('/').filter((one) => one !== '' && one !== '.'), ...names.slice(index)];
      index = 0;
      continue;
    }
    steps.push({ name, place });
  }
  const last = steps.at(-1);
  if (last === undefined) return { path: '/', place: { type: 'space', space: root }, slot: undefined };
  const above = steps.at(-2)?.place;
  return { path: pathOf(steps), place: last.place, slot: above && slotOf(above, last.name) };
}

/** Returns what a directory has under a name; undefined when it has nothing. */
function enter(at: Place, name: string, visited: Set<Checkout>): Place | undefined {
  if (at.type === 'node') {
    const { checkout, node, path } = at;
    const child = checkout.entriesOf(node as DirectoryNode, path).get(name);
    return child && { type: 'node', checkout, node: child, path: joinPath(path, name) };
  }
  const below = at.space.entries.get(name) ?? at.space.hidden.get(name);
  if (below === undefined) return undefined;
  if ('type' in below) return { type: 'space', space: below };
  if (!visited.has(below)) {
    visited.add(below);
    below.requireFresh();
  }
  return { type: 'node', checkout: below, node: below.root, path: '' };
}

function slotOf(at: Place, name: string): Slot | undefined {
  if (at.type !== 'node' || at.node.type !== 'dir') return undefined;
  const { checkout, node: directory, path: above } = at;
  const path = joinPath(above, name);
  if (checkout.client.allows?.(path) === false) return undefined;
  return { checkout, directory, entries: checkout.entriesOf(directory, above), name, path };
}

function pathOf(steps: readonly Step[], ...more: string[]): string {
  return `/${[...steps.map(({ name }) => name), ...more].join('/')}`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

import type { TreeMode } from '../../../objects/index.js';
import type { ScratchRepo } from './scratch-repo.js';

/** A line of `git diff-tree --raw`. */
export interface RawChange {
  /** `A`, `D`, `M`, `T`, or `R` with a percentage. */
  readonly status: string;
  readonly oldMode: TreeMode | '000000';
  readonly newMode: TreeMode | '000000';
  readonly oldOid: string;
  readonly newOid: string;
  readonly path: string;
  readonly newPath: string;
}

const PAIR = /^([0-9a-f]{40} [0-9a-f]{40})\n?/;

/** Returns what git says of each pair of trees, with one run of git. Options: `-M` for renames. */
export function diffTreesByGit(
  repo: ScratchRepo,
  pairs: readonly { readonly old: string; readonly new: string }[],
  options: readonly string[],
): RawChange[][] {
  const input = pairs.map((pair) => `${pair.old} ${pair.new}\n`).join('');
  const fields = repo
    .git(['diff-tree', '--stdin', '-r', '-z', '--raw', '--no-abbrev', ...options], input)
    .toString()
    .split('\0');
  const found = new Map<string, RawChange[]>(pairs.map((pair) => [`${pair.old} ${pair.new}`, []]));
  let changes: RawChange[] = [];
  for (let at = 0; at < fields.length - 1; ) {
    // The two oids of a pair stand on a line of their own before its changes; pairs without changes have only that.
    let raw = fields[at] as string;
    for (let head = PAIR.exec(raw); head !== null; head = PAIR.exec(raw)) {
      changes = found.get(head[1] as string) as RawChange[];
      raw = raw.slice(head[0].length);
    }
    if (raw === '') {
      at += 1;
      continue;
    }
    const [oldMode, newMode, oldOid, newOid, status] = raw.slice(1).split(' ') as [
      string,
      string,
      string,
      string,
      string,
    ];
    const path = fields[at + 1] as string;
    const isRename = status.startsWith('R');
    const newPath = isRename ? (fields[at + 2] as string) : path;
    changes.push({
      status,
      oldMode: oldMode as TreeMode,
      newMode: newMode as TreeMode,
      oldOid,
      newOid,
      path,
      newPath,
    });
    at += isRename ? 3 : 2;
  }
  return pairs.map((pair) => found.get(`${pair.old} ${pair.new}`) as RawChange[]);
}

import { type ConflictResolution, InvalidOptionsError } from 'mesa-rest';
import { checkList, checkMembers } from '../core/known-members.js';
import { type FileBytes, given, toBase64Content } from './file-bytes.js';

/** Takes one side as it is: `target` is the one merged into, `source` the one merged from. */
export interface TakeSide {
  readonly take: 'target' | 'source';
  readonly content?: never;
  readonly encoding?: never;
  readonly text?: never;
  readonly bytes?: never;
}

type NoTake = { readonly take?: never };

/** Resolves one hunk: exactly one of `content`, `text`, `bytes` and `take`. */
export type HunkResolutionInput = { readonly hunk_id: string } & (TakeSide | (FileBytes & NoTake));

/** Resolves a whole file. Taking a side that lacks the file deletes it. */
export type FileResolutionInput = { readonly path: string; readonly hunks?: never } & (
  | TakeSide
  | (FileBytes & NoTake)
);

/** Resolves a file hunk by hunk; covers every hunk of the path. */
export interface HunksResolutionInput {
  readonly path: string;
  readonly hunks: readonly HunkResolutionInput[];
  readonly take?: never;
  readonly content?: never;
  readonly encoding?: never;
  readonly text?: never;
  readonly bytes?: never;
}

/** Resolution of one conflicted path: exactly one of `content`, `text`, `bytes`, `take` and `hunks`. */
export type ResolutionInput = FileResolutionInput | HunksResolutionInput;

const FORMS = ['content', 'text', 'bytes', 'take'];
const MEMBERS = ['path', 'hunks', ...FORMS, 'encoding'];
const HUNK_MEMBERS = ['hunk_id', ...FORMS, 'encoding'];

/**
 * Returns resolutions as they are on the wire.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when not exactly one of the alternatives is given, or `content` is not base64.
 */
export function toResolutions(
  resolutions: readonly ResolutionInput[] | undefined,
): ConflictResolution[] | undefined {
  checkList('`resolutions`', resolutions);
  return resolutions?.map(toResolution);
}

function toResolution(resolution: ResolutionInput, index: number): ConflictResolution {
  const where = `resolutions[${index}]`;
  if (typeof resolution?.path !== 'string' || resolution.path === '') {
    throw new InvalidOptionsError(`\`${where}.path\` is missing.`);
  }
  checkMembers(`\`${where}\``, resolution, MEMBERS);
  const { path } = resolution;
  requireOne(resolution, [...FORMS, 'hunks'], `${where} (${JSON.stringify(path)})`);
  if (resolution.hunks === undefined) return { path, ...toFix(resolution, where) };
  checkList(`\`${where}.hunks\``, resolution.hunks);
  return {
    path,
    hunks: resolution.hunks.map((hunk, at) => {
      const place = `${where}.hunks[${at}]`;
      if (typeof hunk?.hunk_id !== 'string')
        throw new InvalidOptionsError(`\`${place}.hunk_id\` is missing.`);
      checkMembers(`\`${place}\``, hunk, HUNK_MEMBERS);
      requireOne(hunk, FORMS, place);
      return { hunk_id: hunk.hunk_id, ...toFix(hunk, place) };
    }),
  };
}

function toFix(
  fix: TakeSide | (FileBytes & NoTake),
  where: string,
): { take: 'target' | 'source' } | { content: string; encoding: 'base64' } {
  if (fix.take !== undefined) return { take: fix.take };
  return { content: toBase64Content(fix, where), encoding: 'base64' };
}

function requireOne(value: object, forms: readonly string[], what: string): void {
  const has = given(value, forms);
  if (has.length === 1) return;
  throw new InvalidOptionsError(
    `${what} needs exactly one of ${forms.map((form) => `\`${form}\``).join(', ')}; it has ` +
      `${has.length === 0 ? 'none' : has.map((form) => `\`${form}\``).join(' and ')}.`,
  );
}

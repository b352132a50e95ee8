import type { FileOperation } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { ObjectBuffer, Oid } from '../objects/index.js';
import {
  asFile,
  type ConflictMap,
  lookupPaths,
  MAX_NAMES_PER_EDIT,
  quoteForMessage,
  type TreeEdit,
  tooManyNames,
} from '../vcs/index.js';
import { decodeBase64 } from './base64.js';
import { requireStorable } from './storable-text.js';

/** The largest file that one JSON request can carry. */
const MAX_FILE_BYTES = 100 * 1024 * 1024; // 100 MiB

/**
 * Returns the edits that file operations ask for, their blobs buffered. An upsert without a mode keeps the mode of the
 * file that it replaces.
 *
 * @throws DepotError `BAD_REQUEST` for content that is not base64, `PAYLOAD_TOO_LARGE` for a file over 100 MiB or too
 * many files.
 */
export async function toTreeEdits(
  objects: ObjectBuffer,
  treeOid: Oid,
  files: readonly FileOperation[],
): Promise<TreeEdit[]> {
  // Here too, before a blob is made for each of them.
  if (files.length > MAX_NAMES_PER_EDIT) throw tooManyNames();
  const keepMode = files
    .filter((file) => 'content' in file && file.mode === undefined)
    .map((file) => file.path);
  const existing = await lookupPaths(objects, treeOid, keepMode);
  return files.map((file): TreeEdit => {
    const { path } = file;
    if ('symlink' in file) {
      const target = requireStorable(file.symlink, `The target of ${quoteForMessage(path)}`);
      return { path, entry: { mode: '120000', oid: objects.writeBlob(Buffer.from(target)) } };
    }
    if (!('content' in file)) return { path, entry: undefined };
    const bytes = decodeBase64(file.content, `the content of ${quoteForMessage(path)}`);
    if (bytes.length > MAX_FILE_BYTES) {
      throw new DepotError(
        'PAYLOAD_TOO_LARGE',
        `${quoteForMessage(path)} is over the limit of 100 MiB for a file.`,
      );
    }
    const kept = asFile(existing.get(path))?.mode === '100755' ? '100755' : '100644';
    return { path, entry: { mode: file.mode ?? kept, oid: objects.writeBlob(bytes) } };
  });
}

/** Returns the conflicts that are left once `edits` are applied: writing or deleting a path settles it. */
export function withoutEdited(conflicts: ConflictMap, edits: readonly TreeEdit[]): ConflictMap {
  const left = new Map(conflicts);
  for (const { path } of edits) left.delete(path);
  return left;
}

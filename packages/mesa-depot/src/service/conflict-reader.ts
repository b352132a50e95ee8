import type { ConflictedEntry } from 'mesa-rest';
import type { ObjectBuffer, ObjectReader, Oid } from '../objects/index.js';
import type { ConflictMap, ConflictTerms, FileEntry, MergeTools } from '../vcs/index.js';
import {
  type ConflictFile,
  type ConflictSide,
  type ConflictSides,
  MAX_TEXT_BYTES,
  type TextEngine,
} from '../vcs/text/index.js';
import { affordable } from './affordable.js';

/** Looks into one conflict: reads its three sides and merges them again, which gives its hunks. */
export async function readConflict(
  objects: ObjectReader,
  text: TextEngine,
  terms: ConflictTerms,
): Promise<ConflictFile> {
  return text.conflict(await readSides(objects, terms));
}

/** Bytes of all sides that one answer looks into; the largest files beyond are listed without hunks. */
const MAX_SHOWN_BYTES = 32 * 1024 * 1024; // 32 MiB

/** Returns conflicts as the API shows them, with the hunk ids that a resolution quotes. */
export async function toConflictedEntries(
  objects: ObjectReader,
  text: TextEngine,
  conflicts: ConflictMap,
): Promise<ConflictedEntry[]> {
  const all = [...conflicts].map(([path, terms]) => ({ path, terms }));
  const sizes = await objects.blobSizes(all.flatMap(({ terms }) => blobsOf(terms)));
  const sizesOf = (terms: ConflictTerms): number[] => blobsOf(terms).map((oid) => sizes.get(oid) ?? 0);
  const costOf = (terms: ConflictTerms): number => sizesOf(terms).reduce((sum, size) => sum + size, 0);
  const shown = affordable(all, ({ terms }) => costOf(terms), MAX_SHOWN_BYTES);
  const entries: ConflictedEntry[] = [];
  for (const conflict of all) {
    const { path, terms } = conflict;
    if (!shown.has(conflict)) {
      const size_bytes = Math.max(...sizesOf(terms));
      entries.push({ path, hunks: [], size_bytes, omitted_reason: 'too_large' });
      continue;
    }
    const file = await readConflict(objects, text, terms);
    entries.push({
      path,
      hunks: file.hunks.map(({ target, base, source, ...hunk }) => ({
        ...hunk,
        target: toContent(target),
        base: toContent(base),
        source: toContent(source),
      })),
      size_bytes: file.sizeBytes,
      omitted_reason: file.omittedReason,
    });
  }
  return entries;
}

/** Returns what merges of trees work with: the text engine for contents, marker files for conflicts. */
export function mergeTools(buffer: ObjectBuffer, text: TextEngine): MergeTools {
  return {
    buffer,
    async mergeContent(base, target, source) {
      const merged = await text.merge(base, target, source);
      return merged.clean ? merged : { clean: false };
    },
    async materialise(terms) {
      const shown = terms.target ?? terms.source ?? terms.base;
      if (!shown) throw new Error('a conflict without sides');
      const { materialised } = await readConflict(buffer, text, terms);
      if (materialised === null) return shown;
      return { mode: shown.mode, oid: buffer.writeBlob(materialised) };
    },
  };
}

/** A submodule names a commit of another repository, which is no blob here. */
function blobsOf({ target, base, source }: ConflictTerms): Oid[] {
  return [target, base, source].flatMap((entry) => (entry && entry.mode !== '160000' ? entry.oid : []));
}

async function readSides(objects: ObjectReader, terms: ConflictTerms): Promise<ConflictSides> {
  const sizes = await objects.blobSizes(blobsOf(terms));
  const small = [...sizes].filter(([, size]) => size <= MAX_TEXT_BYTES).map(([oid]) => oid);
  const contents = await objects.readBlobs(small);
  const toSide = (entry: FileEntry | undefined): ConflictSide | null => {
    if (!entry) return null;
    const bytes = contents.get(entry.oid);
    return { mode: entry.mode, oid: entry.oid, size: sizes.get(entry.oid) ?? 0, ...(bytes ? { bytes } : {}) };
  };
  return { target: toSide(terms.target), base: toSide(terms.base), source: toSide(terms.source) };
}

function toContent(bytes: Uint8Array | null): { content: string } | null {
  return (
    bytes && { content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') }
  );
}

import type { ObjectBuffer } from '../../objects/index.js';
import type { FileEntry } from '../file-entry.js';
import type { MergeTools } from '../merge-tools.js';
import { type ConflictSide, TextEngine } from '../text/index.js';

/** Small texts only, so that no worker is started and nothing has to be closed. */
const engine = new TextEngine();

/** What merges need, with the real text engine. */
export function textTools(buffer: ObjectBuffer): MergeTools {
  const load = async (entry: FileEntry | undefined): Promise<ConflictSide | null> => {
    if (entry === undefined) return null;
    if (entry.mode === '160000') return { ...entry, size: 0 };
    const bytes = await buffer.readBlob(entry.oid);
    return { ...entry, size: bytes.byteLength, bytes };
  };
  return {
    buffer,
    mergeContent: (base, target, source) => engine.merge(base, target, source),
    async materialise(terms) {
      const first = terms.target ?? terms.source;
      if (first === undefined) throw new Error('a conflict needs a side');
      const { materialised } = await engine.conflict({
        base: await load(terms.base),
        target: await load(terms.target),
        source: await load(terms.source),
      });
      return materialised === null ? first : { mode: first.mode, oid: buffer.writeBlob(materialised) };
    },
  };
}

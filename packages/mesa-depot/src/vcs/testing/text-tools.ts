import type { ObjectBuffer } from '../../objects/index.js';
import type { ConflictTerms } from '../conflict.js';
import { type FileEntry, isRegularFile } from '../file-entry.js';
import type { MergeTools } from '../merge-tools.js';
import { isBinary } from '../text/is-binary.js';
import { mergeText } from '../text/merge-text.js';

/** What merges need, with the real text merge in this thread; a conflict shows all its sides one after the other. */
export function textTools(buffer: ObjectBuffer): MergeTools {
  return {
    buffer,
    async mergeContent(base, target, source) {
      if ([base, target, source].some(isBinary)) return { clean: false };
      return mergeText(base, target, source);
    },
    async materialise(terms): Promise<FileEntry> {
      const first = terms.target ?? terms.source;
      if (first === undefined) throw new Error('a conflict needs a side');
      if (!isRegularFile(first)) return first;
      return { mode: first.mode, oid: buffer.writeBlob(Buffer.from(await show(buffer, terms))) };
    },
  };
}

async function show(buffer: ObjectBuffer, terms: ConflictTerms): Promise<string> {
  const text = async (entry: FileEntry | undefined) =>
    entry === undefined || entry.mode === '160000'
      ? `no file ${entry?.oid ?? ''}\n`
      : Buffer.from(await buffer.readBlob(entry.oid)).toString();
  const { target, base, source } = terms;
  return `<<<<<<<\n${await text(target)}-------\n${await text(base)}+++++++\n${await text(source)}>>>>>>>\n`;
}

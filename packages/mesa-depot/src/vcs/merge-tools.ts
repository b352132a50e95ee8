import type { ObjectBuffer } from '../objects/index.js';
import type { ConflictTerms } from './conflict.js';
import type { FileEntry } from './file-entry.js';

/** Whether three versions of a file's bytes could be merged, and into what. */
export type ContentMerge = { readonly clean: true; readonly content: Uint8Array } | { readonly clean: false };

/** What merging trees needs from outside: objects, and somebody who understands what is in files. */
export interface MergeTools {
  readonly buffer: ObjectBuffer;
  /** Merges what `target` and `source` each made of `base`. Binary or overlong content is simply not clean. */
  mergeContent(base: Uint8Array, target: Uint8Array, source: Uint8Array): Promise<ContentMerge>;
  /** Buffers the file that shows a conflict to whoever reads its path. The same terms give the same file. */
  materialise(terms: ConflictTerms): Promise<FileEntry>;
}

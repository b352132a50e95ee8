import type { FileMode, FileSnapshot, Revision } from '../repo-client.js';

/** A write, with its bytes in a record of their own. */
export type JournalOperation =
  | {
      readonly action: 'put';
      readonly path: string;
      readonly mode: FileMode;
      readonly oid: string;
      readonly size: number;
      /** Whether the bytes are in the journal; else the repository has them. */
      readonly hasContent: boolean;
      readonly sourcePath: string;
      readonly before: FileSnapshot | undefined;
    }
  | { readonly action: 'delete'; readonly path: string; readonly before: FileSnapshot };

/** What a journal is made of: JSON, and for `blob` the bytes after it. Nothing of it is secret but the files themselves. */
export type JournalRecord =
  | {
      readonly type: 'begin';
      readonly version: 1;
      readonly org: string;
      readonly repo: string;
      /** Milliseconds since 1970. */
      readonly writtenAt: number;
    }
  | { readonly type: 'blob'; readonly oid: string; readonly size: number }
  /** A batch that may be on the server or not. */
  | {
      readonly type: 'batch';
      readonly key: string;
      readonly base: Revision;
      readonly amend: boolean;
      readonly operations: readonly JournalOperation[];
      readonly paths: readonly string[];
      readonly writtenAt: number;
    }
  /** Writes that follow the batches. They replace all that an earlier record of this kind says of the paths. */
  | {
      readonly type: 'operations';
      /** What they are made on, where there was no batch before them. */
      readonly base: Revision;
      readonly amend: boolean;
      readonly operations: readonly JournalOperation[];
      readonly paths: readonly string[];
      readonly writtenAt: number;
    }
  /** A batch is on the server. */
  | { readonly type: 'stored'; readonly key: string; readonly next: Revision };

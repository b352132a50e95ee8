/** A file of records. It belongs to whoever made or took it, and to nobody once that one has gone or let go of it. */
export interface JournalFile {
  readonly path: string;
  /** Bytes that are in it. */
  readonly size: number;
  /** Appends bytes. Resolves when they are on the disk, also if the machine stops now. */
  append(pieces: AsyncIterable<Uint8Array>): Promise<void>;
  /** Returns the bytes from `from` up to and without `to`; fewer at the end. */
  read(from: number, to: number): Uint8Array;
  /** Removes it. */
  remove(): Promise<void>;
  /** Lets go of it: others may take it. */
  release(): Promise<void>;
}

/** A file that nobody has any more. */
export interface LeftJournalFile {
  readonly path: string;
  readonly size: number;
  read(from: number, to: number): Uint8Array;
  /** Returns it as one's own; undefined where somebody else was faster. */
  take(): Promise<JournalFile | undefined>;
  /** Ends reading. */
  close(): Promise<void>;
}

/** Where journals are kept. Those of one checkout are in one folder, one for each time that it was mounted. */
export interface JournalStore {
  /** Where it is, for messages. */
  readonly path: string;
  create(folder: string): Promise<JournalFile>;
  /** Returns the files of processes that have ended, the oldest first. */
  left(folder: string): Promise<LeftJournalFile[]>;
}

/** How bash is started on a filesystem. */
export interface Launch {
  readonly file: string;
  /** What comes before the arguments of bash. */
  readonly args: readonly string[];
  /** All of the environment of the program that is started. */
  readonly env: Readonly<Record<string, string>>;
  /** What it reads from the descriptors 3 and on; undefined for one that it writes. */
  readonly more: readonly (string | Uint8Array | undefined)[];
  /** Says of one that has ended whether it came as far as bash; told what it wrote to its descriptors. */
  readonly hasBegun: (written: string) => boolean;
}

/** Makes ready to start bash. */
export interface Launcher {
  /** Returns how bash is started. */
  launch(): Launch;
  /** Returns what a directory of the filesystem is called where bash runs. */
  toDirectory(cwd: string): string;
  close(): void;
}

import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  read as readCallback,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SpillFile, SpillStore } from '../contents/spill-store.js';

const readAsync = promisify(readCallback);
const PIECE = 1024 * 1024; // 1 MiB

/** Closes the files that nobody closed: what took a disk's room should not do so until the process ends. */
const forgotten = new FinalizationRegistry<number>((fd) => closeSync(fd));

/**
 * Returns a store that spills into temporary files. They have no name, so that the system removes them however the
 * process ends.
 *
 * @param folder Where they are made; the system's folder for temporary files by default.
 */
export function spillFiles(folder: string = tmpdir()): SpillStore {
  return {
    create: () =>
      new NamelessFile(
        folder,
        open(folder, () => {}),
      ),
  };
}

class NamelessFile implements SpillFile {
  readonly #folder: string;
  readonly #opened: number;
  #isClosed = false;

  constructor(folder: string, fd: number) {
    this.#folder = folder;
    this.#opened = fd;
    forgotten.register(this, fd, this);
  }

  read(from: number, to: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, to - from));
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(this.#fd, bytes, done, bytes.length - done, from + done);
      if (count === 0) break;
      done += count;
    }
    return bytes;
  }

  write(data: Uint8Array, at: number): void {
    for (let done = 0; done < data.length; )
      done += writeSync(this.#fd, data, done, data.length - done, at + done);
  }

  clear(from: number, to: number): void {
    const zeros = new Uint8Array(Math.min(PIECE, Math.max(0, to - from)));
    for (let at = from; at < to; at += zeros.length) this.write(zeros.subarray(0, to - at), at);
  }

  truncate(size: number): void {
    ftruncateSync(this.#fd, size);
  }

  copy(size: number): SpillFile {
    const fd = open(this.#folder, (name) =>
      // By the descriptor, since the file has no name. A disk that can shares the blocks, and keeps holes.
      copyFileSync(`/dev/fd/${this.#fd}`, name, constants.COPYFILE_FICLONE),
    );
    const copied = new NamelessFile(this.#folder, fd);
    copied.truncate(size);
    return copied;
  }

  async blobOid(size: number): Promise<string> {
    const hash = createHash('sha1').update(`blob ${size}\0`);
    const piece = new Uint8Array(Math.min(PIECE, size));
    for (let at = 0; at < size; ) {
      const { bytesRead } = await readAsync(this.#fd, piece, 0, Math.min(piece.length, size - at), at);
      const count = Math.min(piece.length, size - at);
      // Beyond the end of the file everything is zero.
      if (bytesRead < count) piece.fill(0, bytesRead);
      hash.update(piece.subarray(0, count));
      at += count;
    }
    return hash.digest('hex');
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    forgotten.unregister(this);
    closeSync(this.#opened);
  }

  /** Never the number of a closed file: by then it may be that of another. */
  get #fd(): number {
    if (this.#isClosed) throw new Error('A temporary file was used after it was closed.');
    return this.#opened;
  }
}

/** Opens a new file that has lost its name by the time that anybody could look for it. */
function open(folder: string, prepare: (name: string) => void): number {
  const own = mkdtempSync(join(folder, 'mesa-'));
  try {
    const name = join(own, 'spill');
    prepare(name);
    return openSync(name, constants.O_RDWR | constants.O_CREAT, 0o600);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

import { randomBytes } from 'node:crypto';
import { readSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { InvalidOptionsError } from 'mesa-rest';
import type { JournalFile, JournalStore, LeftJournalFile } from '../journal/journal-store.js';
import { isAlive, ownIdentity } from './process-identity.js';

/** Our own folder: whatever else is where the caller points is left alone. */
const FOLDER = 'mesa-journal-1';
const SUFFIX = '.journal';
/** About as much is written at once. */
const WRITE_BYTES = 256 * 1024; // 256 KiB
/** Owner of a file that somebody let go of. */
const NOBODY = 'free';

/** Returns where journals of mounts are, unless the caller says: in the user's folder for such things. */
export function defaultJournalPath(env: NodeJS.ProcessEnv = process.env): string {
  const state = env.XDG_STATE_HOME;
  // A relative one is to be ignored, says the specification.
  const base = state?.startsWith('/') === true ? state : join(homedir(), '.local', 'state');
  return join(base, 'mesa', 'journal');
}

/**
 * Opens a store of journals in a folder. Files are named by when they were made and by the process that they belong to,
 * readable for their user only, and on the disk once an `append` resolves.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when the folder cannot be made, or is open to other users.
 */
export async function openJournalFiles(path: string): Promise<JournalStore> {
  const folder = join(resolve(path), FOLDER);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await requirePrivate(folder);
  } catch (error) {
    if (error instanceof InvalidOptionsError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidOptionsError(
      `\`journal.path\` is \`${path}\`, where no journal can be kept: ${reason}. Name a folder that this user may write, or turn the journal off with \`journal: false\`.`,
    );
  }
  return new JournalFiles(folder);
}

class JournalFiles implements JournalStore {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async create(folder: string): Promise<JournalFile> {
    const inside = join(this.path, folder);
    await mkdir(inside, { recursive: true, mode: 0o700 });
    const id = `${Date.now().toString().padStart(15, '0')}-${randomBytes(4).toString('hex')}`;
    const handle = await open(join(inside, `${id}.${ownIdentity()}${SUFFIX}`), 'wx+', 0o600);
    await syncFolder(inside);
    return new OwnFile(inside, id, handle, 0);
  }

  async left(folder: string): Promise<LeftJournalFile[]> {
    const inside = join(this.path, folder);
    const names = await readdir(inside).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const found: LeftJournalFile[] = [];
    for (const name of names.sort()) {
      const [id, owner] = name.slice(0, -SUFFIX.length).split('.');
      if (!name.endsWith(SUFFIX) || id === undefined || owner === undefined) continue;
      if (owner !== NOBODY && isAlive(owner)) continue;
      const file = await LeftFile.open(inside, id, name);
      if (file !== undefined) found.push(file);
    }
    return found;
  }
}

class OwnFile implements JournalFile {
  readonly path: string;
  readonly #folder: string;
  readonly #id: string;
  readonly #handle: FileHandle;
  #size: number;

  constructor(folder: string, id: string, handle: FileHandle, size: number) {
    this.path = join(folder, `${id}.${ownIdentity()}${SUFFIX}`);
    this.#folder = folder;
    this.#id = id;
    this.#handle = handle;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  async append(pieces: AsyncIterable<Uint8Array>): Promise<void> {
    let at = this.#size;
    let small: Uint8Array[] = [];
    let smallBytes = 0;
    const write = async (piece: Uint8Array): Promise<void> => {
      for (let done = 0; done < piece.length; ) {
        const { bytesWritten } = await this.#handle.write(piece, done, piece.length - done, at);
        done += bytesWritten;
        at += bytesWritten;
      }
    };
    try {
      // Records are mostly many small pieces, and every write is a way to another thread and back.
      for await (const piece of pieces) {
        small.push(piece);
        smallBytes += piece.length;
        if (smallBytes < WRITE_BYTES) continue;
        await write(Buffer.concat(small));
        small = [];
        smallBytes = 0;
      }
      await write(Buffer.concat(small));
      await this.#handle.datasync();
    } catch (error) {
      // What comes later must not stand behind half of a record.
      await this.#handle.truncate(this.#size).catch(() => {});
      throw error;
    }
    this.#size = at;
  }

  read(from: number, to: number): Uint8Array {
    return readAt(this.#handle.fd, from, to);
  }

  async remove(): Promise<void> {
    await this.#handle.close();
    await rm(this.path, { force: true });
  }

  async release(): Promise<void> {
    await this.#handle.close();
    await rename(this.path, join(this.#folder, `${this.#id}.${NOBODY}${SUFFIX}`));
  }
}

class LeftFile implements LeftJournalFile {
  readonly path: string;
  readonly size: number;
  readonly #folder: string;
  readonly #id: string;
  readonly #handle: FileHandle;
  #isTaken = false;

  private constructor(folder: string, id: string, path: string, handle: FileHandle, size: number) {
    this.#folder = folder;
    this.#id = id;
    this.path = path;
    this.#handle = handle;
    this.size = size;
  }

  static async open(folder: string, id: string, name: string): Promise<LeftFile | undefined> {
    const path = join(folder, name);
    try {
      const handle = await open(path, 'r+');
      return new LeftFile(folder, id, path, handle, (await handle.stat()).size);
    } catch (error) {
      // Somebody else took it.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  read(from: number, to: number): Uint8Array {
    return readAt(this.#handle.fd, from, to);
  }

  async take(): Promise<JournalFile | undefined> {
    try {
      // Of two that do so at the same time, one finds it.
      await rename(this.path, join(this.#folder, `${this.#id}.${ownIdentity()}${SUFFIX}`));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    this.#isTaken = true;
    return new OwnFile(this.#folder, this.#id, this.#handle, this.size);
  }

  async close(): Promise<void> {
    if (!this.#isTaken) await this.#handle.close();
  }
}

function readAt(fd: number, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, to - from));
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(fd, bytes, done, bytes.length - done, from + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

/** A new name in a folder is on the disk once the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Who else may write there could make up writes, and who may read sees the files of private repositories. */
async function requirePrivate(folder: string): Promise<void> {
  const uid = process.getuid?.();
  if (uid === undefined) return; // Windows: the folder has the access rules of the user's folder around it.
  const isLink = (await lstat(folder)).isSymbolicLink();
  const found = await stat(folder);
  if (!isLink && found.uid === uid && (found.mode & 0o077) === 0) return;
  throw new InvalidOptionsError(
    `\`journal.path\`: \`${folder}\` is open to other users. Let it belong to you and close it with chmod 700, or name another folder.`,
  );
}

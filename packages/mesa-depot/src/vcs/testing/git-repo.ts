import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { ObjectBuffer, ObjectType, PendingObject } from '../../objects/index.js';

const TYPE_CODES: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3, tag: 4 };

/** A real git repository in a temporary folder, to compare with. Call `dispose` when done. */
export class GitRepo {
  readonly dir: string;

  constructor() {
    this.dir = mkdtempSync(join(tmpdir(), 'mesa-vcs-'));
    this.run(['init', '--quiet', '--bare', '.']);
  }

  /** Runs git and returns what it printed. The person's own settings play no part. */
  run(args: readonly string[], input: string | Uint8Array = ''): string {
    return execFileSync('git', args, { cwd: this.dir, input, ...this.#options() }).toString('utf8');
  }

  /** Runs git and tells whether it succeeded, and what it printed on both streams together. */
  tryRun(args: readonly string[], input: string | Uint8Array = ''): { ok: boolean; output: string } {
    try {
      return { ok: true, output: this.run(args, input) };
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer };
      return { ok: false, output: `${stdout ?? ''}${stderr ?? ''}` };
    }
  }

  /** Stores every object of `buffer`, as one pack. */
  store(buffer: ObjectBuffer): void {
    this.storeObjects([...buffer.pending.values()]);
  }

  storeObjects(objects: readonly PendingObject[]): void {
    if (objects.length > 0) this.run(['index-pack', '--stdin'], encodePack(objects));
  }

  dispose(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  #options() {
    return {
      maxBuffer: 1 << 30,
      stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        HOME: this.dir,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'C',
        GIT_COMMITTER_EMAIL: 'c@example.com',
        LC_ALL: 'C',
      },
    };
  }
}

function encodePack(objects: readonly PendingObject[]): Uint8Array {
  const header = Buffer.alloc(12);
  header.write('PACK');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects.length, 8);
  const parts: Uint8Array[] = [header];
  for (const { type, body } of objects) {
    let size = body.byteLength;
    let byte = (TYPE_CODES[type] << 4) | (size & 15);
    size >>>= 4;
    const head: number[] = [];
    for (; size > 0; size >>>= 7) {
      head.push(byte | 0x80);
      byte = size & 0x7f;
    }
    head.push(byte);
    parts.push(Uint8Array.from(head), deflateSync(body, { level: 1 }));
  }
  const pack = Buffer.concat(parts);
  return Buffer.concat([pack, createHash('sha1').update(pack).digest()]);
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quotePath } from '../quote-path.js';

/** A file of a tree to be made: a mode of git and the bytes (for `160000` the 40 digits of a commit). */
export interface ScratchFile {
  readonly mode: '100644' | '100755' | '120000' | '160000';
  readonly bytes: Uint8Array;
}

export type ScratchTree = ReadonlyMap<string, ScratchFile>;

/** A git repository in a temporary directory, to see what the real git does. */
export class ScratchRepo {
  readonly directory: string;

  constructor() {
    this.directory = mkdtempSync(join(tmpdir(), 'mesa-text-'));
    this.git(['init', '-q', '.']);
  }

  /** Runs git and returns what it prints. Exit status 1 is an answer too (`diff`, `merge-tree`). */
  git(args: readonly string[], input?: string | Uint8Array): Buffer {
    return this.run('git', args, input);
  }

  /** Runs any program in the repository. */
  run(command: string, args: readonly string[], input?: string | Uint8Array): Buffer {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: this.directory,
      input,
      maxBuffer: 2 ** 30,
      // What the user has configured must not change what is compared.
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', LC_ALL: 'C' },
    });
    if (error !== undefined) throw error;
    if (status === null || status > 1)
      throw new Error(`${command} ${args.join(' ')} ended ${status}: ${stderr}`);
    return stdout;
  }

  /** Makes a commit per tree on refs of the given names, with one run of git. A parent must come before its children. */
  importTrees(
    trees: readonly { readonly ref: string; readonly parent?: string; readonly files: ScratchTree }[],
  ): void {
    const parts: Uint8Array[] = [];
    const say = (text: string): void => void parts.push(Buffer.from(text));
    for (const { ref, parent, files } of trees) {
      say(`commit ${ref}\ncommitter A <a@example.com> 1700000000 +0000\ndata 0\n`);
      if (parent !== undefined) say(`from ${parent}\n`);
      say('deleteall\n');
      for (const [path, { mode, bytes }] of files) {
        if (mode === '160000') {
          say(`M ${mode} ${Buffer.from(bytes).toString('latin1')} ${quotePath(path)}\n`);
          continue;
        }
        say(`M ${mode} inline ${quotePath(path)}\ndata ${bytes.length}\n`);
        parts.push(bytes);
        say('\n');
      }
      say('\n');
    }
    this.git(['fast-import', '--quiet', '--date-format=raw'], Buffer.concat(parts));
  }

  /** Returns the blobs of these oids, with one run of git. */
  readBlobs(oids: readonly string[]): Map<string, Buffer> {
    const answer = this.git(['cat-file', '--batch'], oids.map((oid) => `${oid}\n`).join(''));
    const blobs = new Map<string, Buffer>();
    let at = 0;
    for (const oid of oids) {
      const end = answer.indexOf('\n', at);
      const size = Number(answer.toString('latin1', at, end).split(' ')[2]);
      blobs.set(oid, answer.subarray(end + 1, end + 1 + size));
      at = end + 1 + size + 1;
    }
    return blobs;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Says whether the git of this machine is at least of this version. */
export function isGitAtLeast(major: number, minor: number): boolean {
  const { stdout } = spawnSync('git', ['version'], { encoding: 'utf8' });
  const [, foundMajor = '0', foundMinor = '0'] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  return Number(foundMajor) > major || (Number(foundMajor) === major && Number(foundMinor) >= minor);
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A scratch git repository, to compare what we write with what git writes. */
export interface ScratchRepo {
  readonly folder: string;
  /** Runs git with these arguments and this standard input, and returns its standard output. */
  git(args: readonly string[], input?: Uint8Array | string): Buffer;
  remove(): void;
}

/** Makes an empty bare repository in a temporary folder, deaf to the settings of the machine. */
export function createScratchRepo(): ScratchRepo {
  const folder = mkdtempSync(join(tmpdir(), 'mesa-git-'));
  const git = (args: readonly string[], input?: Uint8Array | string): Buffer => {
    const result = spawnSync('git', args, {
      cwd: folder,
      input,
      maxBuffer: 256 * 1024 * 1024,
      env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
    });
    if (result.status !== 0) throw new Error(`git ${args.join(' ')} failed: ${result.stderr}`);
    return result.stdout;
  };
  git(['init', '--quiet', '--bare']);
  return { folder, git, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

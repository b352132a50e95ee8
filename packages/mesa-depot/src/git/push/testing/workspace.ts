import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PushServer } from './push-server.js';

let count = 0;

/** A repository on the server, and a working copy that pushes to it. */
export interface Workspace {
  readonly name: string;
  readonly url: string;
  readonly folder: string;
  git(...args: string[]): Promise<string>;
  /** Runs git, which must fail, and returns what it told its user. */
  refused(...args: string[]): Promise<string>;
  /** Commits a file and returns the oid. */
  commit(path: string, text: string, message?: string): Promise<string>;
  /** The refs that the server tells, by name. */
  refs(): Promise<Record<string, string>>;
}

/** Makes an empty repository on the server, and a working copy that pushes to it. */
export async function createWorkspace(server: PushServer): Promise<Workspace> {
  const name = `repo-${count++}`;
  const url = await server.createRepo(name);
  const folder = server.folder();
  const git = (...args: string[]) => server.run(folder, args);
  await git('init', '-q', '-b', 'main');
  await git('remote', 'add', 'origin', url);
  return {
    name,
    url,
    folder,
    git,
    async refused(...args) {
      const { ok, stderr } = await server.git(folder, args);
      expect(ok).toBe(false);
      return stderr;
    },
    async commit(path, text, message = `write ${path}`) {
      writeFileSync(join(folder, path), text);
      await git('add', '-A');
      await git('commit', '-q', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    async refs() {
      const lines = (await git('ls-remote', 'origin')).split('\n').filter((line) => line !== '');
      return Object.fromEntries(lines.map((line) => line.split('\t').reverse()));
    },
  };
}

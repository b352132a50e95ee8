import type { Executor } from '../storage/index.js';
import { allRepos } from './all-repos.js';
import { checkDatabase } from './check-database.js';
import { checkFiles } from './check-files.js';
import { checkObjects } from './check-objects.js';
import { checkRows } from './check-rows.js';
import { objectRoots } from './object-roots.js';
import { ReachableObjects } from './reachable-objects.js';

/** What is wrong, and where. */
export interface StorageProblem {
  /** Name of the repository; undefined for the database as a whole. */
  readonly repo: string | undefined;
  /** A sentence. */
  readonly problem: string;
}

/** What was looked at. */
export interface StorageCheck {
  readonly repos: number;
  readonly objects: number;
  readonly problems: number;
}

/**
 * Checks everything that is stored: that each object has the bytes that its id is the hash of, that each reference leads to
 * what it says, and that the tables agree with the objects and with each other. Writes nothing.
 *
 * @param read What sees one moment, or nobody may write meanwhile: otherwise what is half seen looks broken.
 * @param onProblem Told of each problem as it is found.
 */
export async function checkStorage(
  read: Executor,
  onProblem: (problem: StorageProblem) => void,
): Promise<StorageCheck> {
  const found = { repos: 0, objects: 0, problems: 0 };
  const report = (repo: string | undefined) => (problem: string) => {
    found.problems += 1;
    onProblem({ repo, problem });
  };
  await checkDatabase(read, report(undefined));
  await checkFiles(read, report(undefined));
  for await (const repo of allRepos(read)) {
    found.repos += 1;
    const onBroken = report(repo.name);
    found.objects += await checkObjects(read, repo.seq, onBroken);
    await checkRows(read, repo, onBroken);
    const reachable = new ReachableObjects({ executor: read, repoSeq: repo.seq, onBroken });
    for await (const roots of objectRoots(read, repo.id, 0)) await reachable.add(roots);
  }
  return found;
}

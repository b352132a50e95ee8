import type { ObjectType, Oid } from '../objects/index.js';
import type { Executor } from '../storage/index.js';

/** An object that something refers to. */
export interface Reference {
  readonly oid: Oid;
  /** What it has to be; undefined where it may be anything. */
  readonly type: ObjectType | undefined;
  /** What refers to it, for people: `bookmark "main"`, `tree 4b825d…`. */
  readonly from: string;
}

const ROWS_PER_PAGE = 2_000;

/**
 * Yields what the tables of a repository refer to, page by page: bookmarks, tags, the commits that changes are at, those they
 * were at until `since`, and both sides and the base of every conflict.
 *
 * @param since Milliseconds since 1970: commits that a change left before that are of the past.
 */
export async function* objectRoots(
  executor: Executor,
  repoId: string,
  since: number,
): AsyncGenerator<Reference[], void, undefined> {
  yield* bookmarks(executor, repoId);
  yield* tags(executor, repoId);
  yield* changes(executor, repoId);
  yield* formerCommits(executor, repoId, since);
  yield* conflicts(executor, repoId);
}

async function* bookmarks(executor: Executor, repoId: string): AsyncGenerator<Reference[]> {
  for (let after = 0; ; ) {
    const rows = await executor
      .selectFrom('bookmarks')
      .select(['seq', 'name', 'commit_oid'])
      .where('repo_id', '=', repoId)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(ROWS_PER_PAGE)
      .execute();
    yield rows.flatMap(({ name, commit_oid: oid }) =>
      oid === null ? [] : [{ oid, type: 'commit', from: `bookmark ${JSON.stringify(name)}` } as const],
    );
    if (rows.length < ROWS_PER_PAGE) return;
    after = rows.at(-1)?.seq ?? after;
  }
}

async function* tags(executor: Executor, repoId: string): AsyncGenerator<Reference[]> {
  for (let after = ''; ; ) {
    const rows = await executor
      .selectFrom('git_tags')
      .select(['name', 'oid'])
      .where('repo_id', '=', repoId)
      .where('name', '>', after)
      .orderBy('name')
      .limit(ROWS_PER_PAGE)
      .execute();
    yield rows.map(({ name, oid }) => ({ oid, type: undefined, from: `tag ${JSON.stringify(name)}` }));
    if (rows.length < ROWS_PER_PAGE) return;
    after = rows.at(-1)?.name ?? after;
  }
}

async function* changes(executor: Executor, repoId: string): AsyncGenerator<Reference[]> {
  for (let after = 0; ; ) {
    const rows = await executor
      .selectFrom('changes')
      .select(['seq', 'change_id', 'commit_oid'])
      .where('repo_id', '=', repoId)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(ROWS_PER_PAGE)
      .execute();
    yield rows.map(({ change_id, commit_oid: oid }) => ({
      oid,
      type: 'commit',
      from: `change ${change_id}`,
    }));
    if (rows.length < ROWS_PER_PAGE) return;
    after = rows.at(-1)?.seq ?? after;
  }
}

/** A change left a commit when it got the next one. */
async function* formerCommits(
  executor: Executor,
  repoId: string,
  since: number,
): AsyncGenerator<Reference[]> {
  for (let after = { change_id: '', version: 0 }; ; ) {
    const rows = await executor
      .selectFrom('change_versions as former')
      .innerJoin('change_versions as next', (join) =>
        join
          .onRef('next.repo_id', '=', 'former.repo_id')
          .onRef('next.change_id', '=', 'former.change_id')
          .on((eb) => eb('next.version', '=', eb('former.version', '+', 1))),
      )
      .select(['former.change_id', 'former.version', 'former.commit_oid'])
      .where('former.repo_id', '=', repoId)
      .where('next.created_at', '>=', since)
      .where((eb) =>
        eb(eb.refTuple('former.change_id', 'former.version'), '>', eb.tuple(after.change_id, after.version)),
      )
      .orderBy('former.change_id')
      .orderBy('former.version')
      .limit(ROWS_PER_PAGE)
      .execute();
    yield rows.map(({ change_id, version, commit_oid: oid }) => ({
      oid,
      type: 'commit',
      from: `version ${version} of the change ${change_id}`,
    }));
    if (rows.length < ROWS_PER_PAGE) return;
    after = rows.at(-1) ?? after;
  }
}

async function* conflicts(executor: Executor, repoId: string): AsyncGenerator<Reference[]> {
  for (let after = { commit_oid: '', path: '' }; ; ) {
    const rows = await executor
      .selectFrom('conflicts')
      .select(['commit_oid', 'path'])
      .select(['base_mode', 'base_oid', 'target_mode', 'target_oid', 'source_mode', 'source_oid'])
      .where('repo_id', '=', repoId)
      .where((eb) => eb(eb.refTuple('commit_oid', 'path'), '>', eb.tuple(after.commit_oid, after.path)))
      .orderBy('commit_oid')
      .orderBy('path')
      .limit(ROWS_PER_PAGE)
      .execute();
    yield rows.flatMap((row) => {
      const from = `conflict of the commit ${row.commit_oid} at ${JSON.stringify(row.path)}`;
      const sides = [
        [row.base_mode, row.base_oid],
        [row.target_mode, row.target_oid],
        [row.source_mode, row.source_oid],
      ] as const;
      // A submodule is a commit of another repository.
      return sides.flatMap(([mode, oid]) =>
        oid === null || mode === '160000'
          ? []
          : [{ oid, type: mode === '40000' ? ('tree' as const) : ('blob' as const), from }],
      );
    });
    if (rows.length < ROWS_PER_PAGE) return;
    after = rows.at(-1) ?? after;
  }
}

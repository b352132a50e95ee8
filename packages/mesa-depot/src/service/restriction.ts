import { DepotError } from '../errors/index.js';
import { type Executor, getReposByIds } from '../storage/index.js';
import type { Actor } from './call.js';

/**
 * Tells whether `actor` manages something that is restricted to `repoIds`: a restricted credential manages only what stays
 * within its own repositories, so that it can neither see nor gain more through it.
 */
export function coversRepos(
  { repoIds: held }: Pick<Actor, 'repoIds'>,
  repoIds: readonly string[] | null,
): boolean {
  return held === null || (repoIds?.every((id) => held.includes(id)) ?? false);
}

/**
 * Checks a restriction that `actor` gives to something new.
 *
 * @param what What is given the restriction, for the message, for example `an API key`.
 * @throws DepotError `NOT_FOUND` naming the ids that do not exist or that the credential may not see; `FORBIDDEN` when a
 *   restricted credential gives none.
 */
export async function requireGrantableRepos(
  executor: Executor,
  actor: Actor,
  repoIds: readonly string[] | null,
  what: string,
): Promise<void> {
  if (repoIds === null) {
    if (actor.repoIds === null) return;
    throw new DepotError(
      'FORBIDDEN',
      `This credential is restricted to repositories and cannot make ${what} for the whole organization. Name some of its own in \`repo_ids\`.`,
    );
  }
  const found = await getReposByIds(executor, actor.org.id, repoIds);
  const missing = repoIds.filter((id) => !found.has(id) || !coversRepos(actor, [id]));
  if (missing.length > 0) {
    throw new DepotError(
      'NOT_FOUND',
      `No such repository: ${missing.map((id) => JSON.stringify(id)).join(', ')}`,
      {
        details: { repo_ids: missing },
      },
    );
  }
}

import type { Executor } from '../../storage/index.js';
import { notFound } from '../meshagent-error.js';
import { getMember } from '../store/members.js';
import { getUserByEmail } from '../store/users.js';
import { parseUuid } from '../uuid.js';

/**
 * Returns the id of a member of a project. Users who are no members are told to be unknown, so that nobody learns who else
 * uses the server.
 *
 * @throws MeshagentError `not_found`.
 */
export async function requireMember(
  executor: Executor,
  projectId: string,
  user: { readonly id: string } | { readonly email: string },
): Promise<string> {
  const userId = 'id' in user ? parseUuid(user.id) : (await getUserByEmail(executor, user.email))?.id;
  if (userId === undefined || (await getMember(executor, { projectId, userId })) === undefined) {
    throw notFound('member of this project');
  }
  return userId;
}

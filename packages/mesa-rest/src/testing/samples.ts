import type { Repo, RepoPage, Whoami } from '../index.js';

/** A repository as a depot answers it. */
export function repo(name: string): Repo {
  return {
    id: `repo_${name}`,
    org: 'acme',
    name,
    default_bookmark: 'main',
    head_change_id: 'z'.repeat(32),
    upstream: null,
    created_at: '2026-01-02T03:04:05+00:00',
    tags: {},
  };
}

export function repoPage(names: readonly string[], nextCursor: string | null = null): RepoPage {
  return { repos: names.map(repo), next_cursor: nextCursor, has_more: nextCursor !== null };
}

export const whoamiSample: Whoami = {
  org: { id: 'org_1', slug: 'acme', name: 'Acme' },
  key_id: 'key_1',
  key_name: 'ci',
  scopes: ['admin'],
};

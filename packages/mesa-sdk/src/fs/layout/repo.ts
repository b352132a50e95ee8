import { checkRepoEntry } from './check-repo-entry.js';
import type { RepoEntry, RepoOptions } from './layout.js';

/**
 * Returns a repository as an entry of a layout.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for options that make no sense.
 * @example
 * ```ts
 * const definition = mesa.fs({
 *   layout: {
 *     '/workspace': repo('demo', { mode: 'rw', branchedFrom: { bookmark: 'main', as: { bookmark: 'agent-7' } } }),
 *     '/reference': [repo('handbook', { mode: 'ro' }), repo('site', { mode: 'ro', subPaths: ['docs'] })],
 *   },
 * });
 * await using fs = await definition.mount();
 * ```
 */
export function repo(name: string, options: RepoOptions): RepoEntry {
  return checkRepoEntry({ kind: 'repo', name, ...options }, `repo(${JSON.stringify(name)})`);
}

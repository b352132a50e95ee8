/**
 * Returns the name of the folder for the journals of one checkout: the same for all that begin at the same place of the same
 * repository.
 *
 * @param identity What tells it from others: where the server is, organization, repository, and where it begins.
 */
export async function journalFolder(
  identity: readonly [origin: string, org: string, repo: string, beginning: unknown],
): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(identity));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hash = Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  // For those who look into it; the names of organizations and repositories are harmless as such.
  return `${identity[1]}-${identity[2]}-${hash}`.replace(/[^\w-]/g, '_').slice(-200);
}

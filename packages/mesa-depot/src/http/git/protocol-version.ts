/**
 * Returns the version of the git protocol that a client asks for: the highest that both know, 0 when it does not say.
 *
 * @param header `Git-Protocol`, for example `version=2`: keys with values, separated by colons.
 */
export function protocolVersion(header: string | readonly string[] | undefined): 0 | 1 | 2 {
  if (typeof header !== 'string') return 0;
  const asked = header.split(':');
  if (asked.includes('version=2')) return 2;
  return asked.includes('version=1') ? 1 : 0;
}

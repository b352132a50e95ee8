/** Returns whether a text is an organization slug: lower-case letters, digits and inner hyphens. */
export function isOrgSlug(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text);
}

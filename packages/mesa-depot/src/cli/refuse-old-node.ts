/** What `engines` in package.json says. */
const OLDEST = { major: 20, minor: 19 };

/**
 * Returns what to tell the user of a Node that is too old; undefined when it is not. Without it, the first import
 * of something that such a Node lacks would end the program with a stack.
 */
export function refuseOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return undefined;
  return `Node ${OLDEST.major}.${OLDEST.minor} or newer is needed, this is ${version}. Install a newer one (https://nodejs.org).`;
}

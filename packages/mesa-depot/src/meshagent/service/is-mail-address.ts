/** RFC 5321, section 4.5.3.1. */
const MAX_LOCAL_CHARACTERS = 64;
const MAX_DOMAIN_CHARACTERS = 255;

/**
 * Says whether a text can be the address of a mailbox: ASCII, so that upper and lower case are the same to every database, and
 * without quotes and without what means something else in a path, since clients send addresses there as they are.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1);
  return (
    local.length <= MAX_LOCAL_CHARACTERS &&
    domain.length <= MAX_DOMAIN_CHARACTERS &&
    /^[\w!$&'*+=^`{|}~-]+(?:\.[\w!$&'*+=^`{|}~-]+)*$/.test(local) &&
    domain.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
  );
}

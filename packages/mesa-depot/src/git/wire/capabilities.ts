/**
 * What one side can do, by name: the values that were given for it, in order, or an empty list where the name stands alone. A
 * name may have several values (`symref` does).
 */
export type Capabilities = ReadonlyMap<string, readonly string[]>;

/** Returns the capabilities of a list separated by spaces, as protocol versions 0 and 1 write them. */
export function parseCapabilities(text: string): Capabilities {
  const found = new Map<string, string[]>();
  for (const item of text.split(' ')) {
    if (item !== '') addCapability(found, item);
  }
  return found;
}

/** Adds `name` or `name=value` to a set of capabilities that is being read. */
export function addCapability(found: Map<string, string[]>, item: string): void {
  const at = item.indexOf('=');
  const name = at < 0 ? item : item.slice(0, at);
  const values = found.get(name) ?? [];
  if (at >= 0) values.push(item.slice(at + 1));
  found.set(name, values);
}

/** Returns the items of a set of capabilities: `name`, or `name=value` for every value. */
export function capabilityItems(capabilities: Capabilities): string[] {
  return [...capabilities].flatMap(([name, values]) =>
    values.length === 0 ? [name] : values.map((value) => `${name}=${value}`),
  );
}

/** Returns capabilities as a list separated by spaces: the opposite of {@link parseCapabilities}. */
export function formatCapabilities(capabilities: Capabilities): string {
  return capabilityItems(capabilities).join(' ');
}

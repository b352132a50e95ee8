let count = 0;

/** Returns a name that nothing else has. */
export function unique(name: string): string {
  count += 1;
  return `${name}-${count}`;
}

/**
 * Checks that every parameter of a statement is of a type that all engines store as it is: null, text, numbers and bytes.
 *
 * Drivers make something else of the rest and say nothing: one of them binds NULL for a Date, another the local time as text.
 *
 * @param canBind Says what an engine takes besides.
 * @throws TypeError naming the parameter. Its value is not shown: it may be a secret.
 */
export function requireBindable(
  parameters: readonly unknown[],
  canBind: (value: unknown) => boolean = () => false,
): void {
  for (const [index, value] of parameters.entries()) {
    if (!isBindable(value) && !canBind(value)) {
      throw new TypeError(`Parameter ${index + 1} cannot be stored: ${describe(value)}.`);
    }
  }
}

function isBindable(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'bigint':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return value === null || value instanceof Uint8Array;
  }
}

function describe(value: unknown): string {
  if (typeof value === 'number') return `it is ${value}`;
  return typeof value === 'object'
    ? `it is a ${value?.constructor?.name ?? 'object'}`
    : `it is of type ${typeof value}`;
}

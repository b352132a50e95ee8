/** Reads an order such as `-created_at`: the column, and backwards with a `-`. The contract has the columns. */
export function parseOrder<Column extends string>(
  text: string,
): { readonly by: Column; readonly direction: 'asc' | 'desc' } {
  const isBackwards = text.startsWith('-');
  return { by: (isBackwards ? text.slice(1) : text) as Column, direction: isBackwards ? 'desc' : 'asc' };
}

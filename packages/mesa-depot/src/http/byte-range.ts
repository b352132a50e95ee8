/** Bytes `from` up to, not including, `to`. */
export interface ByteSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the part of `size` bytes that a `Range` header asks for: undefined for the whole (no header, several ranges, or
 * what is not a range of bytes), `unsatisfiable` when there is nothing in it.
 *
 * Rules: RFC 9110, section 14.
 */
export function parseByteRange(
  header: string | undefined,
  size: number,
): ByteSpan | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return undefined;
  if (from >= size) return 'unsatisfiable';
  return { from, to: last === '' ? size : Math.min(Number(last) + 1, size) };
}

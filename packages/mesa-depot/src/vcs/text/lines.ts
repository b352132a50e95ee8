const NEWLINE = '\n';

/**
 * A line of a file with its terminator, one character per byte (`latin1`).
 *
 * Files are bytes, not text: this keeps every byte, costs one byte of memory per byte, and makes lines usable as
 * map keys. Only the last line of a file may lack its `\n`.
 */
export type Line = string;

/** Returns the lines of a file. No byte is lost: joining them gives the file again. An empty file has none. */
export function splitLines(bytes: Uint8Array): Line[] {
  const text = asBuffer(bytes).toString('latin1');
  const lines: Line[] = [];
  let start = 0;
  for (let at = text.indexOf(NEWLINE); at !== -1; at = text.indexOf(NEWLINE, start)) {
    lines.push(text.slice(start, at + 1));
    start = at + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Returns the bytes of lines `start` to `end` (exclusive). */
export function joinLines(lines: readonly Line[], start = 0, end: number = lines.length): Buffer {
  return Buffer.from(lines.slice(start, end).join(''), 'latin1');
}

/** Returns the number of lines in a file without splitting it. */
export function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE_BYTE); at !== -1; at = bytes.indexOf(NEWLINE_BYTE, at + 1)) count += 1;
  return bytes.length > 0 && bytes[bytes.length - 1] !== NEWLINE_BYTE ? count + 1 : count;
}

/** Files as sequences of small integers: equal lines, and only those, have equal numbers. */
export interface InternedFiles {
  /** One sequence per file, in the order given. */
  readonly files: readonly Int32Array[];
  /** How many different lines there are; numbers run from 0 to this, exclusive. */
  readonly distinct: number;
}

/** Numbers the lines of several files, so that comparing two lines is comparing two integers. */
export function internLines(...files: readonly (readonly Line[])[]): InternedFiles {
  const numbers = new Map<Line, number>();
  const interned = files.map((lines) => {
    const sequence = new Int32Array(lines.length);
    lines.forEach((line, index) => {
      let number = numbers.get(line);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(line, number);
      }
      sequence[index] = number;
    });
    return sequence;
  });
  return { files: interned, distinct: numbers.size };
}

const NEWLINE_BYTE = 0x0a;

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

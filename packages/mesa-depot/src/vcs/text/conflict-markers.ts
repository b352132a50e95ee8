import { countLines } from './lines.js';
import type { ConflictChunk, LineRange, MergeChunk } from './merge-text.js';

/** Shorter runs of marker characters are common in texts and mean nothing. */
const MIN_MARKER_LENGTH = 7;
/** By how much markers are longer than anything in the contents that looks like one. */
const MARKER_MARGIN = 4;
/** A line that would read as a marker: nothing but one marker character, up to a space or the end of the line. */
const LOOKS_LIKE_MARKER = /^([<>+\-%|=])\1{6,}(?=[ \t\r\n]|$)/gm;

/** Sides at whose place in the tree is nothing. */
export interface AbsentSides {
  readonly target: boolean;
  readonly base: boolean;
  readonly source: boolean;
}

/** A text with conflict markers. */
export interface MarkedText {
  readonly content: Uint8Array;
  /** Where each conflict stands in it, markers included (lines, 0-based, end exclusive). */
  readonly places: readonly LineRange[];
}

/**
 * Writes a merged file with its conflicts between markers, in the form that jj calls "snapshot": each side in full,
 * in the order target, base, source.
 *
 * Markers are on lines of their own, seven characters long or longer than any line of the contents that looks like one.
 * A side that does not end in a newline gets one, and its marker says so.
 */
export function writeConflictMarkers(chunks: readonly MergeChunk[], absent: AbsentSides): MarkedText {
  const total = chunks.filter((chunk) => chunk.kind === 'conflict').length;
  const length = markerLength(chunks);
  const places: LineRange[] = [];
  const parts: Uint8Array[] = [];
  let line = 0;
  for (const chunk of chunks) {
    if (chunk.kind === 'merged') {
      parts.push(chunk.content);
      line += countLines(chunk.content);
      continue;
    }
    const bytes = writeConflict(chunk, places.length + 1, total, length, absent);
    const end = line + countLines(bytes);
    parts.push(bytes);
    places.push({ start: line, end });
    line = end;
  }
  return { content: Buffer.concat(parts), places };
}

function markerLength(chunks: readonly MergeChunk[]): number {
  let longest = 0;
  for (const chunk of chunks) {
    const contents = chunk.kind === 'merged' ? [chunk.content] : [chunk.target, chunk.base, chunk.source];
    for (const content of contents) {
      const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
      for (const [run] of text.matchAll(LOOKS_LIKE_MARKER)) longest = Math.max(longest, run.length);
    }
  }
  return longest === 0 ? MIN_MARKER_LENGTH : longest + MARKER_MARGIN;
}

function writeConflict(
  chunk: ConflictChunk,
  number: number,
  total: number,
  length: number,
  absent: AbsentSides,
): Buffer {
  const name = `conflict ${number} of ${total}`;
  const side = (character: string, label: string, content: Uint8Array, isAbsent: boolean): Uint8Array[] => {
    const isCut = content.length > 0 && content[content.length - 1] !== NEWLINE;
    const remark = isAbsent ? ' (absent)' : isCut ? ' (no terminating newline)' : '';
    const marker = Buffer.from(`${character.repeat(length)} ${label}${remark}\n`, 'latin1');
    return isCut ? [marker, content, NEWLINE_BYTES] : [marker, content];
  };
  return Buffer.concat([
    Buffer.from(`${'<'.repeat(length)} ${name}\n`, 'latin1'),
    ...side('+', 'side #1 (target)', chunk.target, absent.target),
    ...side('-', 'base', chunk.base, absent.base),
    ...side('+', 'side #2 (source)', chunk.source, absent.source),
    Buffer.from(`${'>'.repeat(length)} ${name} ends\n`, 'latin1'),
  ]);
}

const NEWLINE = 0x0a;
const NEWLINE_BYTES = Uint8Array.of(NEWLINE);

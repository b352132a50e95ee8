import type { Line } from './lines.js';

/*
 * Where would a person say that a block of lines begins? The measure is the one that Michael Haggerty fitted to
 * thousands of hand-rated diffs (github.com/mhagger/diff-slider-tools); git uses it since 2.14. The weights are
 * the result of that fit, not something to reason about.
 */
const MAX_INDENT = 200;
const MAX_BLANKS = 20;
const TAB_WIDTH = 8;

const START_OF_FILE = 1;
const END_OF_FILE = 21;
const PER_BLANK = -30;
const PER_BLANK_AFTER = 6;
const INDENTED = { plain: -4, withBlank: 10 };
const OUTDENTED = { plain: 24, withBlank: 17 };
const DEDENTED = { plain: 23, withBlank: 17 };
const PER_INDENT = 60;

const SPACE = 0x20;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** What `indentOf` says of a line of nothing but white space. */
const BLANK = -1;

/** Returns the indentation of a line in columns, at most 200; -1 when it holds nothing but white space. */
export function indentOf(line: Line): number {
  let columns = 0;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charCodeAt(at);
    if (character === SPACE) columns += 1;
    else if (character === TAB) columns += TAB_WIDTH - (columns % TAB_WIDTH);
    else if (character !== LINE_FEED && character !== CARRIAGE_RETURN) return columns;
    if (columns >= MAX_INDENT) return MAX_INDENT;
  }
  return BLANK;
}

/** The surroundings of a split before line `at`. */
interface Surroundings {
  readonly atEnd: boolean;
  readonly indent: number;
  readonly indentBefore: number;
  readonly blanksBefore: number;
  readonly indentAfter: number;
  readonly blanksAfter: number;
}

/** Returns what lies around a split before line `at`; `at` may be the end of the file. */
export function measureIndents(indents: Int16Array, at: number): Surroundings {
  const before = nearestText(indents, at - 1, -1);
  const after = nearestText(indents, at + 1, 1);
  return {
    atEnd: at >= indents.length,
    indent: indents[at] ?? BLANK,
    indentBefore: before.indent,
    blanksBefore: before.blanks,
    indentAfter: after.indent,
    blanksAfter: after.blanks,
  };
}

function nearestText(indents: Int16Array, from: number, step: 1 | -1): { indent: number; blanks: number } {
  let blanks = 0;
  for (let at = from; at >= 0 && at < indents.length; at += step) {
    const indent = indents[at] as number;
    if (indent !== BLANK) return { indent, blanks };
    blanks += 1;
    if (blanks === MAX_BLANKS) return { indent: 0, blanks };
  }
  return { indent: BLANK, blanks };
}

/** How bad it is to split a text at both ends of a run: compare with {@link worseOrEqual}. */
export interface SplitScore {
  readonly indent: number;
  readonly penalty: number;
}

/** Returns the score of a run with these surroundings of its end and its start. */
export function scoreSplit(...splits: readonly Surroundings[]): SplitScore {
  let indent = 0;
  let penalty = 0;
  for (const split of splits) {
    const blanksAfter = split.indent === BLANK ? 1 + split.blanksAfter : 0;
    const blanks = split.blanksBefore + blanksAfter;
    if (split.indentBefore === BLANK && split.blanksBefore === 0) penalty += START_OF_FILE;
    if (split.atEnd) penalty += END_OF_FILE;
    penalty += PER_BLANK * blanks + PER_BLANK_AFTER * blanksAfter;
    const own = split.indent === BLANK ? split.indentAfter : split.indent;
    indent += own;
    penalty += relativePenalty(own, split, blanks > 0 ? 'withBlank' : 'plain');
  }
  return { indent, penalty };
}

function relativePenalty(own: number, split: Surroundings, kind: 'plain' | 'withBlank'): number {
  if (own === BLANK || split.indentBefore === BLANK || own === split.indentBefore) return 0;
  if (own > split.indentBefore) return INDENTED[kind];
  // Less indented than what comes before: does what follows belong to a block that this line opens?
  const opensBlock = split.indentAfter !== BLANK && split.indentAfter > own;
  return opensBlock ? OUTDENTED[kind] : DEDENTED[kind];
}

/** Says whether `score` is at least as bad as `other`. */
export function worseOrEqual(score: SplitScore, other: SplitScore): boolean {
  return PER_INDENT * Math.sign(score.indent - other.indent) + (score.penalty - other.penalty) >= 0;
}

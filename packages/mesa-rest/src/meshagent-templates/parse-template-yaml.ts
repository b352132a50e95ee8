import { type CST, type Document, isScalar, Parser, parseDocument, Scalar, visit } from 'yaml';
import type { TemplatePart } from './parse-template-text.js';
import { scalarValue } from './scalar-value.js';
import { TemplateError } from './template-error.js';

/** What is larger when the values are in their places is refused. */
const MAX_RENDERED_CHARACTERS = 512 * 1024; // 512 Ki
/** How deep the result may be nested. */
const MAX_DEPTH = 64;
/** How many nodes an alias may stand for altogether, before the size of what they stand for is looked at. */
const MAX_ALIASES = 100;

/** A YAML mapping. */
export type PlainObject = Readonly<Record<string, unknown>>;

/**
 * Parses the YAML of a template with a mark in place of each value, and puts the values into the scalars that have the marks. So
 * no value is ever read as YAML, and none can end the scalar that it stands in.
 *
 * @throws TemplateError `invalid_request` for what is no YAML mapping, and for what becomes too large or too deep
 */
export function parseTemplateYaml(
  parts: readonly TemplatePart[],
  values: ReadonlyMap<string, string>,
): PlainObject {
  const { text, mark, inserted } = markValues(parts, values);
  const value = toPlain(readDocument(text), (found, isPlain) => {
    if (!found.includes(mark)) return found;
    // Pieces between marks are text and numbers of values in turn, as the mark ends with what no number has.
    const [first = '', ...rest] = found.split(mark);
    const filled = rest.map((piece) => {
      const [, index = '', after = ''] = /^(\d+)z([\s\S]*)$/.exec(piece) ?? [];
      return (inserted[Number(index)] ?? '') + after;
    });
    const result = [first, ...filled].join('');
    return isPlain ? scalarValue(result) : result;
  });
  requireBounded(value);
  if (!isPlainObject(value)) {
    throw invalidTemplate('The template must be a YAML mapping: `version`, `kind`, `metadata`, …');
  }
  return value;
}

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface MarkedText {
  readonly text: string;
  /** What stands before the number of a value; after the number there is a `z`. */
  readonly mark: string;
  readonly inserted: readonly string[];
}

function markValues(parts: readonly TemplatePart[], values: ReadonlyMap<string, string>): MarkedText {
  const pieces: (string | number)[] = [];
  const inserted: string[] = [];
  let size = 0;
  const write = (some: readonly TemplatePart[]): void => {
    for (const part of some) {
      if (part.kind === 'if') {
        write((values.get(part.name) ?? '') === '' ? part.ifNot : part.ifSet);
        continue;
      }
      const text = part.kind === 'text' ? part.text : (values.get(part.name) ?? part.fallback);
      size += text.length;
      if (size > MAX_RENDERED_CHARACTERS) throw tooLarge();
      pieces.push(part.kind === 'text' ? text : inserted.push(text) - 1);
    }
  };
  write(parts);
  const mark = unusedMark(pieces.filter((piece) => typeof piece === 'string').join(''));
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : `${mark}${piece}z`)).join('');
  return { text, mark, inserted };
}

/** Returns a short word that does not occur in the text, and that YAML takes for nothing but text. */
function unusedMark(text: string): string {
  const used = new Set(Array.from(text.matchAll(/xq(\d+)v/g), ([, number]) => number));
  let number = 0;
  while (used.has(String(number))) number += 1;
  return `xq${number}v`;
}

function readDocument(text: string): Document {
  requireShallow(text);
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    // The parser compares each key with all before it; here they are looked up, and after the values are in.
    uniqueKeys: false,
    // It shows the whole line beside each of the errors.
    prettyErrors: false,
    logLevel: 'error',
    // Its text is rendered like all others.
    customTags: [{ tag: '!template', resolve: (content: string) => content }],
  });
  const [problem] = document.errors;
  if (problem === undefined) return document;
  const line = text.slice(0, problem.pos[0]).split('\n').length;
  throw invalidTemplate(`The template is not valid YAML in line ${line}: ${problem.message}.`);
}

/**
 * Refuses what is nested too deep before anything goes down into it by recursion: a regular expression that is compiled when the
 * stack is nearly full ends the whole process, and no `catch` helps.
 */
function requireShallow(text: string): void {
  const pending = Array.from(new Parser().parse(text), (token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) throw tooDeep();
    for (const inner of tokensWithin(token)) pending.push({ token: inner, depth: depth + 1 });
  }
}

function tokensWithin(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((inner) => inner != null));
}

/** Returns what a document stands for, with each of its texts passed through `fill`. Keys stay texts. */
function toPlain(
  document: Document,
  fill: (text: string, isPlain: boolean) => string | number | boolean | null,
): unknown {
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== 'string') return;
      node.value = fill(node.value, key !== 'key' && node.type === Scalar.PLAIN && node.tag === undefined);
    },
  });
  visit(document, {
    Map(_key, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : undefined;
        if (keys.has(name)) throw invalidTemplate(`The template has the key \`${String(name)}\` twice.`);
        keys.add(name);
      }
    },
  });
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    // So it is called when aliases stand for too many nodes.
    if (cause instanceof ReferenceError) throw invalidTemplate('The template has too many aliases.');
    throw cause;
  }
}

/** Aliases make a value larger than its text, and without an end if one is within what it stands for. */
function requireBounded(value: unknown): void {
  let size = 0;
  const pending = [{ value, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value: item, depth } = next;
    if (depth > MAX_DEPTH) throw tooDeep();
    size += typeof item === 'string' ? item.length + 1 : 1;
    if (size > MAX_RENDERED_CHARACTERS) throw tooLarge();
    if (typeof item !== 'object' || item === null) continue;
    for (const [name, member] of Object.entries(item)) {
      size += name.length;
      pending.push({ value: member, depth: depth + 1 });
    }
  }
}

function tooDeep(): TemplateError {
  return invalidTemplate(`The template is nested more than ${MAX_DEPTH} levels deep.`);
}

function tooLarge(): TemplateError {
  return invalidTemplate(`The rendered template is over ${MAX_RENDERED_CHARACTERS / 1024} Ki characters.`);
}

function invalidTemplate(message: string): TemplateError {
  return new TemplateError('invalid_request', message);
}

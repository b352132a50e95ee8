import { TemplateError } from './template-error.js';

/** A piece of a template. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string; readonly fallback: string }
  | {
      readonly kind: 'if';
      readonly name: string;
      readonly ifSet: readonly TemplatePart[];
      readonly ifNot: readonly TemplatePart[];
    };

interface Block {
  readonly name: string;
  readonly ifSet: TemplatePart[];
  ifNot: TemplatePart[] | undefined;
}

const VALUE =
  /^[ \t]*([A-Za-z_]\w*)[ \t]*(?:\|[ \t]*default\([ \t]*(?:"([^"\\]*)"|'([^'\\]*)')[ \t]*\)[ \t]*)?$/;
const IF = /^[ \t]*if[ \t]+([A-Za-z_]\w*)[ \t]*$/;
const MAX_DEPTH = 32;

/**
 * Returns the parts of a template: text, `{{ name }}`, `{{ name | default("…") }}`, and `{% if name %}…{% else %}…{% endif %}`, of which
 * the last may be nested. A `-` inside the brackets takes the blanks beside them away.
 *
 * @throws TemplateError `template_unsupported` for anything else that begins as Jinja does
 */
export function parseTemplateText(source: string): TemplatePart[] {
  const root: TemplatePart[] = [];
  const open: Block[] = [];
  let at = 0;
  let trimNext = false;
  const here = (): TemplatePart[] => {
    const block = open.at(-1);
    return block === undefined ? root : (block.ifNot ?? block.ifSet);
  };
  const addText = (text: string, trimEnd: boolean): void => {
    const start = trimNext ? text.replace(/^\s+/, '') : text;
    const shown = trimEnd ? start.trimEnd() : start;
    if (shown !== '') here().push({ kind: 'text', text: shown });
  };
  for (;;) {
    const start = nextTag(source, at);
    if (start === -1) break;
    const kind = source.slice(start, start + 2);
    const close = kind === '{{' ? '}}' : '%}';
    const end = kind === '{#' ? -1 : source.indexOf(close, start + 2);
    if (end === -1) throw unsupported(source, start);
    let inner = source.slice(start + 2, end);
    const trimBefore = inner.startsWith('-');
    if (trimBefore) inner = inner.slice(1);
    addText(source.slice(at, start), trimBefore);
    trimNext = inner.endsWith('-');
    if (trimNext) inner = inner.slice(0, -1);
    at = end + 2;
    if (kind === '{{') {
      const [, name, double, single] = VALUE.exec(inner) ?? [];
      if (name === undefined) throw unsupported(source, start);
      here().push({ kind: 'value', name, fallback: double ?? single ?? '' });
      continue;
    }
    const word = inner.trim();
    const [, name] = IF.exec(inner) ?? [];
    const block = open.at(-1);
    if (name !== undefined && open.length < MAX_DEPTH) {
      open.push({ name, ifSet: [], ifNot: undefined });
    } else if (word === 'else' && block !== undefined && block.ifNot === undefined) {
      block.ifNot = [];
    } else if (word === 'endif' && block !== undefined) {
      open.pop();
      here().push({ kind: 'if', name: block.name, ifSet: block.ifSet, ifNot: block.ifNot ?? [] });
    } else {
      throw unsupported(source, start);
    }
  }
  addText(source.slice(at), false);
  if (open.length > 0) {
    throw new TemplateError(
      'template_unsupported',
      'The template has an `{% if %}` without its `{% endif %}`.',
    );
  }
  return root;
}

function nextTag(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at !== -1; at = source.indexOf('{', at + 1)) {
    if ('{%#'.includes(source[at + 1] ?? ' ')) return at;
  }
  return -1;
}

function unsupported(source: string, at: number): TemplateError {
  const line = source.slice(0, at).split('\n').length;
  const piece = source.slice(at, at + 40).split('\n')[0];
  return new TemplateError(
    'template_unsupported',
    `Line ${line} of the template has \`${piece}\`. Supported are {{ name }}, {{ name | default("…") }} and {% if name %}…{% else %}…{% endif %}.`,
  );
}

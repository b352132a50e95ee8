import { canonicalJson } from 'mesa-rest/canonical-json';

/**
 * Returns JSON as Python's `json.dumps` writes it: `, ` and `: ` between things, ASCII alone, members in their order. Receivers
 * of webhooks write what they read once more and compare its hash, so every character counts.
 */
export function pythonJson(value: unknown): string {
  if (typeof value === 'number') return canonicalJson(value);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return value === undefined ? 'null' : String(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${quote(name)}: ${pythonJson(member)}`).join(', ')}}`;
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

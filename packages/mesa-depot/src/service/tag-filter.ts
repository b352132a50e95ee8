import { DepotError } from '../errors/index.js';
import type { RepoTagFilter } from '../storage/index.js';

/** Conditions a filter may hold: each becomes a subquery, so a hostile filter must not hold thousands. */
const MAX_CONDITIONS = 100;
const MAX_DEPTH = 8;

/**
 * Returns the parsed form of the `tags` query parameter: a JSON object, or the older `key:value,key:value` list whose
 * pairs all have to match.
 *
 * @throws DepotError `BAD_REQUEST` naming the member that is wrong.
 */
export function parseTagFilter(source: string): RepoTagFilter {
  const text = source.trim();
  const filter = text.startsWith('{') ? parseJson(text) : parsePairs(text);
  if (countConditions(filter) > MAX_CONDITIONS)
    throw invalid(`it has more than ${MAX_CONDITIONS} conditions`);
  return filter;
}

function parsePairs(text: string): RepoTagFilter {
  const filters = text.split(',').map((pair): RepoTagFilter => {
    const colon = pair.indexOf(':');
    if (colon < 1) throw invalid(`${JSON.stringify(pair)} is not a pair of the form key:value`);
    return equals(pair.slice(0, colon).trim(), pair.slice(colon + 1).trim());
  });
  return { kind: 'and', filters };
}

function parseJson(text: string): RepoTagFilter {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('it begins with { but is not valid JSON');
  }
  return parseObject(value, 'tags', 1);
}

function parseObject(value: unknown, at: string, depth: number): RepoTagFilter {
  if (!isObject(value)) throw invalid(`${at} must be an object`);
  if (depth > MAX_DEPTH) throw invalid(`it is nested more than ${MAX_DEPTH} deep`);
  const filters = Object.entries(value).map(([key, member]) =>
    parseMember(key, member, `${at}.${key}`, depth),
  );
  return { kind: 'and', filters };
}

function parseMember(key: string, member: unknown, at: string, depth: number): RepoTagFilter {
  switch (key.toLowerCase()) {
    case '$and':
    case '$or': {
      if (!Array.isArray(member) || member.length === 0)
        throw invalid(`${at} must be a non-empty array of objects`);
      const filters = member.map((item, index) => parseObject(item, `${at}[${index}]`, depth + 1));
      return { kind: key.toLowerCase() === '$and' ? 'and' : 'or', filters };
    }
    case '$not':
      return { kind: 'not', filter: parseObject(member, at, depth + 1) };
    default:
      if (key.startsWith('$')) throw invalid(`${at} is not an operator; use $and, $or or $not`);
      return parseCondition(key, member, at);
  }
}

function parseCondition(key: string, member: unknown, at: string): RepoTagFilter {
  if (typeof member === 'string') return equals(key, member);
  if (Array.isArray(member)) return anyOf(key, strings(member, at));
  if (!isObject(member))
    throw invalid(`${at} must be a string, an array of strings or an object with one operator`);
  const [entry, ...others] = Object.entries(member);
  if (!entry || others.length > 0) throw invalid(`${at} must hold exactly one operator`);
  const [name, operand] = entry;
  const operator = name.toLowerCase();
  switch (operator) {
    case '$eq':
      return equals(key, string(operand, `${at}.${name}`));
    case '$in':
      return anyOf(key, strings(operand, `${at}.${name}`));
    case '$exists': {
      if (typeof operand !== 'boolean') throw invalid(`${at}.${name} must be true or false`);
      const exists: RepoTagFilter = { kind: 'exists', key: key.toLowerCase() };
      return operand ? exists : { kind: 'not', filter: exists };
    }
    case '$contains':
    case '$starts_with':
    case '$ends_with':
      return {
        kind: 'match',
        key: key.toLowerCase(),
        operator: operator.slice(1) as 'contains' | 'starts_with' | 'ends_with',
        values: [string(operand, `${at}.${name}`).toLowerCase()],
      };
    default:
      throw invalid(
        `${at}.${name} is not an operator; use $eq, $in, $contains, $starts_with, $ends_with or $exists`,
      );
  }
}

function equals(key: string, value: string): RepoTagFilter {
  return anyOf(key, [value]);
}

function anyOf(key: string, values: readonly string[]): RepoTagFilter {
  return {
    kind: 'match',
    key: key.toLowerCase(),
    operator: 'in',
    values: values.map((v) => v.toLowerCase()),
  };
}

function string(value: unknown, at: string): string {
  if (typeof value !== 'string') throw invalid(`${at} must be a string`);
  return value;
}

function strings(value: unknown, at: string): string[] {
  if (!Array.isArray(value) || value.length === 0)
    throw invalid(`${at} must be a non-empty array of strings`);
  return value.map((item, index) => string(item, `${at}[${index}]`));
}

function countConditions(filter: RepoTagFilter): number {
  switch (filter.kind) {
    case 'exists':
      return 1;
    case 'match':
      return filter.values.length;
    case 'not':
      return countConditions(filter.filter);
    default:
      // A group without members is one too: it is a term of the SQL all the same.
      return Math.max(
        1,
        filter.filters.reduce((count, part) => count + countConditions(part), 0),
      );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(reason: string): DepotError {
  return new DepotError('BAD_REQUEST', `The tag filter is not valid: ${reason}.`);
}

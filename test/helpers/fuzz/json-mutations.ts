import fc from 'fast-check';
import { ODD_STRINGS } from './odd-strings.js';

/** Turns one JSON value into another that a schema may or may not allow. */
export type JsonMutation = (value: unknown) => unknown;

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  101,
  250.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  [],
  {},
  [[]],
  [{}],
  [null],
  { a: { b: [] } },
];

const ODD_MEMBERS: readonly string[] = [
  'nope',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'length',
  '',
  '$where',
  'org',
  'repo',
  'limit',
  'then',
  'toJSON',
  '\0',
  '\ud800',
  'x'.repeat(10_000),
];

const oddStrings: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ODD_STRINGS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
  { weight: 1, arbitrary: fc.constantFrom(9_000, 70_000).map((length) => 'x'.repeat(length)) },
);

const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  oddStrings,
  fc.constantFrom(...ODD_VALUES),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Changes a value where it stands. */
const replacements: fc.Arbitrary<JsonMutation> = fc.oneof(
  { weight: 6, arbitrary: oddValues.map((odd) => () => odd) },
  {
    weight: 2,
    arbitrary: fc.tuple(oddStrings, fc.boolean()).map(
      ([odd, isFirst]) =>
        (value: unknown) =>
          withOdd(value, odd, isFirst),
    ),
  },
  { weight: 1, arbitrary: fc.constant((value: unknown) => [value]) },
  { weight: 1, arbitrary: fc.constant((value: unknown) => ({ value })) },
  { weight: 1, arbitrary: fc.constant((value: unknown) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(2, 300).map((times) => (value: unknown) => repeated(value, times)),
  },
);

/** Adds or removes a member of an object. */
const memberChanges: fc.Arbitrary<JsonMutation> = fc.oneof(
  fc.tuple(fc.constantFrom(...ODD_MEMBERS), oddValues).map(([name, odd]) => (value: unknown) => {
    return isObject(value) ? Object.fromEntries([...Object.entries(value), [name, odd]]) : value;
  }),
  fc.nat(100).map((at) => (value: unknown) => {
    if (!isObject(value)) return value;
    const members = Object.entries(value);
    return Object.fromEntries(members.toSpliced(at % Math.max(members.length, 1), 1));
  }),
);

/** Returns changes of one or two places anywhere in a JSON value. */
export const jsonMutations: fc.Arbitrary<JsonMutation> = fc
  .array(fc.tuple(fc.nat(10_000), fc.oneof(replacements, memberChanges)), { minLength: 1, maxLength: 2 })
  .map((steps) => (value: unknown) => steps.reduce((now, [at, change]) => changeAt(now, at, change), value));

/** Applies `change` to node number `at` of the value, counted round and round. */
function changeAt(root: unknown, at: number, change: JsonMutation): unknown {
  let left = at % countNodes(root);
  const visit = (value: unknown): unknown => {
    if (left-- === 0) return change(value);
    if (Array.isArray(value)) return value.map(visit);
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]))
      : value;
  };
  return visit(root);
}

function countNodes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, member) => sum + countNodes(member), 1);
}

function withOdd(value: unknown, odd: string, isFirst: boolean): unknown {
  if (typeof value !== 'string') return odd;
  return isFirst ? odd + value : value + odd;
}

function repeated(value: unknown, times: number): unknown {
  if (typeof value === 'string')
    return value.repeat(Math.min(times, Math.ceil(100_000 / (value.length + 1))));
  return Array.isArray(value)
    ? Array.from({ length: times }, () => value).flat()
    : Array.from({ length: times }, () => value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import fc from 'fast-check';
import { follow, type Schema } from '../spec.js';

/** A place in a request that a value goes to. */
export interface Site {
  /** Name of the parameter or member; that of the array for an item. */
  readonly name: string;
  /** Name of the schema, where it has one. */
  readonly ref: string | undefined;
  readonly schema: Schema;
}

/** Returns the values that mean something at a site, or undefined where any value that fits the schema will do. */
export type MeaningfulValues = (site: Site) => fc.Arbitrary<unknown> | undefined;

/** Items made for an array, and characters for a string, where the schema allows more. */
const MAX_ITEMS = 5;
const MAX_CHARACTERS = 30;

/**
 * Returns values that fit a schema of the specification: the part of JSON Schema that it uses, no more.
 *
 * Nearly every value is one of `meaningful` where there are any: a request names several things, and one that names any
 * of them at random ends in a 404 that tests little.
 */
export function arbitraryOf(
  name: string,
  schema: Schema,
  meaningful: MeaningfulValues,
): fc.Arbitrary<unknown> {
  const ref = (schema.$ref as string | undefined)?.split('/').at(-1);
  const site: Site = { name, ref, schema: follow(schema) };
  const special = meaningful(site);
  const fitting = fittingValues(site, meaningful);
  if (special === undefined) return fitting;
  return fc.oneof({ weight: 24, arbitrary: special }, { weight: 1, arbitrary: fitting });
}

function fittingValues({ name, schema }: Site, meaningful: MeaningfulValues): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const branches = (schema.oneOf ?? schema.anyOf) as readonly Schema[] | undefined;
  if (branches) return fc.oneof(...branches.map((branch) => arbitraryOf(name, branch, meaningful)));
  const types = [schema.type ?? 'string'].flat() as string[];
  return fc.oneof(...types.map((type) => valuesOfType(type, name, schema, meaningful)));
}

function valuesOfType(
  type: string,
  name: string,
  schema: Schema,
  meaningful: MeaningfulValues,
): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer': {
      const { minimum: min = 0, maximum: max = 1_000_000 } = schema as { minimum?: number; maximum?: number };
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
    }
    case 'array':
      return arrays(name, schema, meaningful);
    case 'object':
      return objects(schema, meaningful);
    default:
      return strings(schema);
  }
}

function arrays(name: string, schema: Schema, meaningful: MeaningfulValues): fc.Arbitrary<unknown[]> {
  const items = arbitraryOf(name, (schema.items ?? {}) as Schema, meaningful);
  const minLength = (schema.minItems as number | undefined) ?? 0;
  const length = { minLength, maxLength: Math.max(minLength, MAX_ITEMS) };
  if (!schema.uniqueItems) return fc.array(items, length);
  return fc.uniqueArray(items, { ...length, selector: (item) => JSON.stringify(item) });
}

function objects(schema: Schema, meaningful: MeaningfulValues): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const rest = schema.additionalProperties;
  if (properties.length === 0 && typeof rest === 'object' && rest !== null) {
    const keys = strings((schema.propertyNames ?? {}) as Schema);
    const known = fc.constantFrom('a', 'env', 'Env', 'team', 'lang', 'constructor', 'toString', 'valueOf');
    return fc.dictionary(
      fc.oneof({ weight: 3, arbitrary: known }, keys),
      arbitraryOf('value', rest as Schema, meaningful),
      {
        maxKeys: MAX_ITEMS,
      },
    );
  }
  const members = properties.map(([name, value]) => [name, arbitraryOf(name, value, meaningful)] as const);
  return fc.record(Object.fromEntries(members), {
    requiredKeys: (schema.required as string[] | undefined) ?? [],
    noNullPrototype: true,
  });
}

const matching = new Map<string, fc.Arbitrary<string>>();

function strings(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'date-time') return dateTimes;
  if (schema.format === 'uri') return uris;
  if (schema.contentEncoding === 'base64') {
    return fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  }
  const { minLength = 0, maxLength = MAX_CHARACTERS } = schema as { minLength?: number; maxLength?: number };
  if (typeof schema.pattern === 'string') {
    const pattern = schema.pattern;
    const known = matching.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 60 });
    matching.set(pattern, known);
    return known;
  }
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, MAX_CHARACTERS)) };
  const longest =
    maxLength <= 10_000 ? fc.constantFrom('x', '💩', '/', 'İ').map((one) => one.repeat(maxLength)) : dull;
  return fc.oneof(
    { weight: 20, arbitrary: dull.filter((text) => text.length <= maxLength) },
    { weight: 8, arbitrary: fc.string({ ...length, unit: 'grapheme-ascii' }) },
    { weight: 4, arbitrary: fc.string({ ...length, unit: 'grapheme' }) },
    { weight: 2, arbitrary: fc.string({ ...length, unit: 'binary' }) },
    { weight: 1, arbitrary: longest },
  );
}

const dull: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'ci', 'prod', 'Prod', 'x y', 'ünï', '0');

/** Times with all the freedom that the format leaves: offsets, fractions, years that are far away. */
const dateTimes: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.date({ min: new Date(0), max: new Date('2040-01-01'), noInvalidDate: true }),
      },
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    ),
    fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+02:00', '-11:30', '+14:00', '+23:59', '-23:59', '+0530'),
    fc.constantFrom('', '.5', '.123456789'),
    fc.constantFrom('T', 't', ' '),
  )
  .map(([date, zone, fraction, t]) => date.toISOString().slice(0, 19).replace('T', t) + fraction + zone);

/** Only addresses that nothing listens at: what a depot is told to call, it calls. */
const uris: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      'http://127.0.0.1:9',
      'https://127.0.0.1:9',
      'http://[::1]:9',
      'http://user:pw@127.0.0.1:9',
      'http://127.1:9',
    ),
    fc.webPath(),
    fc.constantFrom('', '?', '?a=b', '#part', '?q=%00'),
  )
  .map((parts) => parts.join(''));

import type { ErrorObject } from 'ajv';
import { type InputFault, valueFault } from '../errors/index.js';

/** How a value of a type is called, and what the fault of being of another type. */
const TYPES: Readonly<Record<string, readonly [type: string, msg: string]>> = {
  string: ['string_type', 'Input should be a valid string'],
  integer: ['int_type', 'Input should be a valid integer'],
  number: ['float_type', 'Input should be a valid number'],
  boolean: ['bool_type', 'Input should be a valid boolean'],
  array: ['list_type', 'Input should be a valid list'],
  object: ['dict_type', 'Input should be a valid dictionary'],
};

/**
 * Returns what is wrong with a request in the words that clients of this API know, which are those of pydantic.
 *
 * @param part Where the value is from: the first step of each `loc`.
 * @param errors What the validator found.
 * @param value The value that it looked at.
 */
export function toFaults(
  part: 'body' | 'query',
  errors: readonly ErrorObject[],
  value: unknown,
): InputFault[] {
  const choices = new Set(
    errors.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath),
  );
  return errors
    .filter(({ instancePath, keyword }) => {
      // Which values there are says of which type they are; and that no branch fits is what the branches say.
      if (keyword === 'type') return !choices.has(instancePath);
      return keyword !== 'anyOf' && keyword !== 'oneOf';
    })
    .map((error) => toFault(part, error, value));
}

function toFault(part: 'body' | 'query', error: ErrorObject, value: unknown): InputFault {
  const path = steps(error.instancePath, value);
  const loc = [part, ...path];
  const input = error.data;
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return { type: 'missing', loc: [...loc, String(params.missingProperty)], msg: 'Field required', input };
    case 'type':
      return typeFault(loc, params.type, input);
    case 'enum':
    case 'const': {
      const expected = listed((params.allowedValues as unknown[] | undefined) ?? [params.allowedValue]);
      return { type: 'literal_error', loc, msg: `Input should be ${expected}`, input, ctx: { expected } };
    }
    case 'minLength':
    case 'maxLength':
      return lengthFault(loc, error.keyword, Number(params.limit), input);
    case 'minimum':
      return {
        type: 'greater_than_equal',
        loc,
        msg: `Input should be greater than or equal to ${params.limit}`,
        input,
        ctx: { ge: params.limit },
      };
    case 'maximum':
      return {
        type: 'less_than_equal',
        loc,
        msg: `Input should be less than or equal to ${params.limit}`,
        input,
        ctx: { le: params.limit },
      };
    case 'pattern':
      return valueFault(loc, `${path.at(-1) ?? part} must match ${params.pattern}`, input);
    default:
      return valueFault(loc, `${path.at(-1) ?? part} ${error.message ?? 'does not fit'}`, input);
  }
}

function typeFault(loc: InputFault['loc'], wanted: unknown, input: unknown): InputFault {
  const type = [wanted].flat().find((name) => name !== 'null') as string;
  if (type === 'object' && loc.length === 1) {
    const msg = 'Input should be a valid dictionary or object to extract fields from';
    return { type: 'model_attributes_type', loc, msg, input };
  }
  if (type === 'integer' && loc[0] === 'query') {
    const msg = 'Input should be a valid integer, unable to parse string as an integer';
    return { type: 'int_parsing', loc, msg, input };
  }
  const [name, msg] = TYPES[type] ?? ['value_error', `Input should be of type ${type}`];
  return { type: name, loc, msg, input };
}

function lengthFault(
  loc: InputFault['loc'],
  keyword: 'minLength' | 'maxLength',
  limit: number,
  input: unknown,
): InputFault {
  const [type, bound, name] =
    keyword === 'minLength'
      ? ['string_too_short', 'at least', 'min_length']
      : ['string_too_long', 'at most', 'max_length'];
  const msg = `String should have ${bound} ${limit} character${limit === 1 ? '' : 's'}`;
  return { type, loc, msg, input, ctx: { [name]: limit } };
}

function listed(values: readonly unknown[]): string {
  const quoted = values.map((value) => `'${value}'`);
  const last = quoted.pop();
  return quoted.length === 0 ? `${last}` : `${quoted.join(', ')} or ${last}`;
}

/** Returns the steps of a JSON Pointer; those into a list are numbers. */
function steps(pointer: string, value: unknown): (string | number)[] {
  let at = value;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => {
      const isIndex = Array.isArray(at);
      at = (at as Record<string, unknown> | undefined)?.[step];
      return isIndex ? Number(step) : step;
    });
}

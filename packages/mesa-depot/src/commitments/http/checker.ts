import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '../../http/openapi.js';
import { InvalidInput } from '../errors/index.js';
import { toFaults } from './to-faults.js';

/** At most so many faults are told. */
const MAX_FAULTS = 20;

// `strict` is about the schema, not the data: the contract carries keywords (`x-…`, `example`) ajv has no word for.
// `verbose` puts the refused value into the error.
const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });
addFormats.default(ajv);

/**
 * Returns a function that throws `InvalidInput` for what does not fit a schema. Nothing is coerced, filled in or removed.
 *
 * The schema is compiled when the first request needs it.
 */
export function createChecker(part: 'body' | 'query', schema: JsonSchema): (value: unknown) => void {
  let validate: ValidateFunction | undefined;
  return (value) => {
    if (part === 'body' && value === undefined) {
      throw new InvalidInput([{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
    }
    validate ??= ajv.compile(schema);
    if (!validate(value)) {
      throw new InvalidInput(toFaults(part, validate.errors ?? [], value).slice(0, MAX_FAULTS));
    }
  };
}

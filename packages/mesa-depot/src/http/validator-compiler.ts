import type { FastifySchemaCompiler } from 'fastify';
import type { JsonSchema } from './openapi.js';
import { createValidator, type PartValidator, type RequestPart } from './validation.js';

const validators = new Map<string, PartValidator>();

/**
 * Returns what makes the validators of the routes of a contract. They are kept for all servers of the process: a contract is the
 * same for each, and a compiled schema is worth keeping.
 */
export function createValidatorCompiler(contract: string): FastifySchemaCompiler<unknown> {
  return ({ schema, httpPart, method, url }) => {
    const key = `${contract} ${method} ${url} ${httpPart}`;
    let validator = validators.get(key);
    if (validator === undefined) {
      validator = createValidator(schema as JsonSchema, httpPart as RequestPart);
      validators.set(key, validator);
    }
    return validator;
  };
}

import { InvalidRequestError } from './errors/invalid-request-error.js';

/**
 * Refuses path parameters that would turn a request into one for another path: a missing or empty one, and `.` and
 * `..`, which no encoding protects (URL parsers drop `%2e%2e` just as they drop `..`).
 *
 * @throws InvalidRequestError naming the parameter
 */
export function checkPathParameters(url: string, path: Readonly<Record<string, unknown>> | undefined): void {
  for (const [, name = ''] of url.matchAll(/\{([^{}]+)\}/g)) {
    const value = path?.[name];
    if (typeof value !== 'string') {
      throw new InvalidRequestError(
        `The path parameter '${name}' is ${value === undefined ? 'missing' : `a ${typeof value}`}; it must be a string.`,
      );
    }
    if (value === '') throw new InvalidRequestError(`The path parameter '${name}' is empty.`);
    if (value === '.' || value === '..') {
      throw new InvalidRequestError(
        `The path parameter '${name}' is '${value}', which would change the path of the request.`,
      );
    }
  }
}

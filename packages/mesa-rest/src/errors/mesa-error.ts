import { redact, redactText } from './redact.js';

/** What an error looks like as JSON: safe to log, never with a credential. */
export interface MesaErrorJSON {
  name: string;
  code: string;
  message: string;
  [member: string]: unknown;
}

/**
 * The root of every error that the Mesa packages throw.
 *
 * `code` tells the cause to a program and `message` reads `CODE: what happened`. Neither the message nor `toJSON`
 * nor Node's `util.inspect` ever shows a credential, so that an error can be logged as it is.
 */
export class MesaError extends Error {
  /** Cause of the failure, in SCREAMING_SNAKE. */
  readonly code: string;

  static {
    // On the prototype and not in the constructor: stack traces are headed by the name at construction.
    MesaError.prototype.name = 'MesaError';
    Object.defineProperty(MesaError.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value: inspectError,
      enumerable: false,
    });
  }

  constructor(code: string, text: string, options: { cause?: unknown } = {}) {
    super(redactText(`${code}: ${text}`), 'cause' in options ? { cause: options.cause } : {});
    this.code = code;
  }

  /** Returns the error as plain data for logs, without credentials. */
  toJSON(): MesaErrorJSON {
    return { name: this.name, code: this.code, message: this.message };
  }
}

type Inspect = (value: unknown, options?: unknown) => string;

/** Prints the stack and the members of `toJSON`, where Node would print every property of the object. */
function inspectError(this: MesaError, _depth: number, options: unknown, inspect?: Inspect): string {
  const { name: _name, message: _message, ...members } = this.toJSON();
  const stack = this.stack ?? `${this.name}: ${this.message}`;
  if (inspect === undefined) return stack;
  const cause = this.cause === undefined ? '' : `\n  [cause]: ${redactText(inspect(this.cause, options))}`;
  return `${stack} ${inspect(redact(members), options)}${cause}`;
}

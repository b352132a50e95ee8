import {
  AbortedError,
  ApiError,
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  ConnectionError,
  InvalidOptionsError,
  InvalidRequestError,
  InvalidResponseError,
  MesaError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
} from 'mesa-rest';
import { BookmarkMovedError } from '../../errors/bookmark-moved-error.js';
import { NotOnBookmarkError } from '../../errors/not-on-bookmark-error.js';
import { OrgResolutionError } from '../../errors/org-resolution-error.js';
import { FileSystemError } from '../fs-error.js';
import { KernelMountError } from '../kernel/kernel-mount-error.js';

/** Classes that an error keeps on its way; one of another class arrives as the nearest of these above it. */
const CLASSES: readonly { readonly prototype: Error; new (...input: never[]): Error }[] = [
  AbortedError,
  ApiError,
  AuthenticationError,
  AuthorizationError,
  BookmarkMovedError,
  ConflictError,
  ConnectionError,
  FileSystemError,
  InvalidOptionsError,
  InvalidRequestError,
  InvalidResponseError,
  KernelMountError,
  MesaError,
  NotFoundError,
  NotOnBookmarkError,
  OrgResolutionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  TypeError,
  ValidationError,
];

/** An error as plain data. */
export interface WireError {
  /** Name of its class. */
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Its other members: `code`, `path`, `status`. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: readonly (readonly [string, string])[] | undefined;
  /** Of an answer of the server. */
  readonly body: unknown;
  readonly cause: WireError | undefined;
}

/** Returns an error as plain data: structured clone alone would keep neither its class nor its members. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof Error)) return toWireError(new Error(String(error)));
  const { headers, body } = error instanceof ApiError ? error : { headers: undefined, body: undefined };
  return {
    type: nearestClass(error),
    message: error.message,
    stack: error.stack,
    members: plainMembers(error),
    headers: headers && [...headers],
    body: isPlain(body) ? body : undefined,
    cause: error.cause === undefined ? undefined : toWireError(error.cause),
  };
}

/** Returns the error that plain data stands for. */
export function fromWireError({ type, message, stack, members, headers, body, cause }: WireError): Error {
  const error = new Error(message, cause === undefined ? {} : { cause: fromWireError(cause) });
  // By the name that is written out: a bundler may have shortened that of the class.
  const known = CLASSES.find(({ prototype }) => prototype.name === type);
  // Not made with `new`: a constructor would word the message a second time.
  if (known !== undefined) Object.setPrototypeOf(error, known.prototype);
  Object.assign(error, members);
  if (stack !== undefined) Object.defineProperty(error, 'stack', { value: stack, enumerable: false });
  if (headers !== undefined) {
    Object.defineProperties(error, {
      headers: { value: new Headers(headers.map(([name, value]): [string, string] => [name, value])) },
      body: { value: body },
    });
  }
  return error;
}

function nearestClass(error: Error): string {
  const fits = CLASSES.filter((one) => error instanceof one);
  const nearest = fits.find((one) => !fits.some((other) => other !== one && other.prototype instanceof one));
  return nearest?.prototype.name ?? 'Error';
}

function plainMembers(error: Error): Record<string, unknown> {
  return Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)));
}

/** Tells whether a value consists of what JSON has, which any way to another thread takes. */
function isPlain(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object') return ['string', 'number', 'boolean'].includes(typeof value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every(isPlain);
}

/** What the server said with a refusal: code, message and more; a text; the list of what is wrong; null when it said nothing. */
export type ErrorDetail = Readonly<Record<string, unknown>> | string | readonly unknown[] | null;

/** What a `MesaError` is made of. */
export interface MesaErrorInit {
  readonly statusCode: number | null;
  readonly body: string | null;
  readonly detail: ErrorDetail;
  /** Message where `detail` has none. */
  readonly text?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Thrown when the commitments server fails (5xx), answers what nobody understands, or cannot be reached. Refusals have classes
 * below this one: {@link Unauthorized}, {@link Forbidden}, {@link NotFound}, {@link Conflict}, {@link BadRequest}.
 *
 * It is not the `MesaError` of the rest of the package: `code` is what this server sends, in its lower case, and null when it
 * sends none.
 */
export class MesaError extends Error {
  /** HTTP status; null when there was no answer. */
  readonly statusCode: number | null;
  /** Body of the answer as it came; null when there was none. Not printed. */
  declare readonly body: string | null;
  /** `detail` of the body. */
  readonly detail: ErrorDetail;
  /** `code` of the detail, for programs: `policy_blocked`, … */
  readonly code: string | null;

  static {
    MesaError.prototype.name = 'MesaError';
  }

  constructor({ statusCode, body, detail, text, cause }: MesaErrorInit) {
    const { code, message } = readDetail(detail);
    super(message ?? text ?? `http ${statusCode}`, cause === undefined ? undefined : { cause });
    this.statusCode = statusCode;
    this.detail = detail;
    this.code = code;
    Object.defineProperty(this, 'body', { value: body, enumerable: false });
  }

  /** Returns what may go into a log. */
  toJSON(): Record<string, unknown> {
    const { name, message, statusCode, code, detail } = this;
    return { name, message, statusCode, code, detail };
  }
}

function readDetail(detail: ErrorDetail): { code: string | null; message?: string | undefined } {
  if (typeof detail === 'string') return { code: null, message: detail };
  if (detail === null || isList(detail)) return { code: null };
  const { code, message } = detail;
  if (typeof code !== 'string') return { code: null };
  return { code, message: typeof message === 'string' ? `${code}: ${message}` : code };
}

function isList(detail: object): detail is readonly unknown[] {
  return Array.isArray(detail);
}

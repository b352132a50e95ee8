import type { ApiError } from './api-error.js';
import { codeOfStatus, describeAnswer, errorOfStatus } from './error-of-status.js';

/**
 * Returns the error for an answer of the commitments server that is not a success. The body says what is wrong in one of
 * three ways: code and message, a plain text, or the list of what is wrong with the request.
 */
export function commitmentsErrorFrom(response: Response, body: unknown, bodyText: string): ApiError {
  const { status, headers } = response;
  const requestId = headers.get('x-request-id') ?? undefined;
  const { code, text, details } = readDetail((body as { detail?: unknown } | null | undefined)?.detail);
  return errorOfStatus({
    status,
    code: code ?? codeOfStatus(status),
    text: text ?? describeAnswer(response, body),
    details,
    requestId,
    headers,
    body,
    bodyText,
  });
}

interface Reading {
  readonly code?: string;
  readonly text?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

function readDetail(detail: unknown): Reading {
  if (typeof detail === 'string') return { text: detail };
  if (Array.isArray(detail)) return { text: detail.map(faultText).join('; '), details: { faults: detail } };
  if (typeof detail !== 'object' || detail === null) return {};
  const { code, message, ...details } = detail as Record<string, unknown>;
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof message === 'string' ? { text: message } : {}),
    details,
  };
}

/** `body.org: Field required` */
function faultText(fault: unknown): string {
  const { loc, msg } = (fault ?? {}) as { loc?: unknown; msg?: unknown };
  return `${Array.isArray(loc) ? loc.join('.') : 'request'}: ${String(msg)}`;
}

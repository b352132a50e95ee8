import type { ApiError } from './api-error.js';
import { codeOfStatus, describeAnswer, errorOfStatus } from './error-of-status.js';

/**
 * Returns the error for an answer that is not a success: the class follows from the status, the code and the
 * message from the body where it is the API's error body, else from the status.
 */
export function apiErrorFrom(response: Response, body: unknown, bodyText?: string): ApiError {
  const { status, headers } = response;
  const envelope = envelopeOf(body);
  return errorOfStatus({
    status,
    code: envelope?.code ?? codeOfStatus(status),
    text: envelope?.message ?? describeAnswer(response, body),
    details: envelope?.details,
    traceId: envelope?.traceId,
    requestId: headers.get('x-request-id') ?? undefined,
    headers,
    body,
    bodyText,
  });
}

interface Envelope {
  code: string;
  message: string;
  details: Readonly<Record<string, unknown>> | undefined;
  traceId: string | undefined;
}

/** Reads `{ error: { code, message, details?, trace_id? } }`; undefined for any other body. */
function envelopeOf(body: unknown): Envelope | undefined {
  if (!isRecord(body) || !isRecord(body.error)) return undefined;
  const { code, message, details, trace_id: traceId } = body.error;
  if (typeof code !== 'string' || code === '') return undefined;
  return {
    code,
    message: typeof message === 'string' && message !== '' ? message : 'The server gave no message.',
    details: isRecord(details) ? details : undefined,
    traceId: typeof traceId === 'string' ? traceId : undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

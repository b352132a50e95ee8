import type { ApiError } from './api-error.js';
import { codeOfStatus, describeAnswer, errorOfStatus } from './error-of-status.js';

/**
 * Returns the error for an answer of a MeshAgent server that is not a success. Servers of this API disagree about the body
 * of an error: whatever of message and codes is there is taken, and a body of another kind is described.
 */
export function meshagentErrorFrom(response: Response, body: unknown, bodyText: string): ApiError {
  const { status, headers } = response;
  const { message, code, ...details } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  return errorOfStatus({
    status,
    code: typeof code === 'string' ? code : codeOfStatus(status),
    text: typeof message === 'string' ? withFaults(message, details.errors) : describeAnswer(response, body),
    details,
    requestId: headers.get('x-request-id') ?? undefined,
    headers,
    body,
    bodyText,
  });
}

/** Adds what the message does not say itself: `The request is not valid. (name: is required; url: is no URL)` */
function withFaults(message: string, errors: unknown): string {
  if (!Array.isArray(errors)) return message;
  const faults = errors.flatMap((fault) => {
    const { path, message: text } = (fault ?? {}) as { path?: unknown; message?: unknown };
    const names = [`\`${String(path)}\``, `${String(path)}:`];
    const isSaid = message.includes(String(text)) && names.some((name) => message.includes(name));
    return isSaid ? [] : [`${String(path)}: ${String(text)}`];
  });
  return faults.length === 0 ? message : `${message} (${faults.join('; ')})`;
}

const REDACTED = '[redacted]';

/** Member names whose values are credentials, wherever they turn up. */
const SECRET_NAME =
  /^(?:authorization|proxy-authorization|cookie|set-cookie)$|api[-_]?key$|secret|password|private[-_]?key|token$/i;

/**
 * Values that are credentials whatever they are called: private keys, API keys, user tokens, webhook secrets, JWTs, `Authorization`
 * values (but not the `Bearer <API key …>` of a message that explains the header).
 */
const SECRET_TEXT =
  /\bmesa_private_key_[\w-]+|\bmesa_[A-Za-z0-9]{16,}|\bma-[\w.]{22}-[\w.]{22}-[^\s"',;<]+|\bmau_[\w-]{16,}|\bwhsec_[A-Za-z0-9]{16,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bBearer\s+[^\s"',;<]+/g;

/** Returns the text with everything that looks like a credential replaced. */
export function redactText(text: string): string {
  return text.replace(SECRET_TEXT, REDACTED);
}

/**
 * Returns a copy of a JSON value without credentials: members named like one lose their value, and strings lose
 * what looks like one. Values that JSON cannot hold are left out.
 */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(redact);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      SECRET_NAME.test(name) && typeof member === 'string' ? REDACTED : redact(member),
    ]),
  );
}

/** Returns a copy of a JSON value in which one known credential is replaced wherever it occurs. */
export function withoutCredential(value: unknown, credential: string | undefined): unknown {
  if (credential === undefined || credential === '') return value;
  if (typeof value === 'string') return value.replaceAll(credential, REDACTED);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutCredential(item, credential));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutCredential(member, credential)]),
  );
}

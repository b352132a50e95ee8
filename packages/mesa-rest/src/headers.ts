/** Headers by name, or a `Headers` object; null removes one that the client sets, undefined leaves it alone. */
export type HeaderOptions = Headers | Readonly<Record<string, string | null | undefined>>;

/** Returns headers as a plain object: the generated functions spread them, which a `Headers` object does not allow. */
export function headerRecord(headers: HeaderOptions | undefined): Record<string, string | null | undefined> {
  return headers instanceof Headers ? Object.fromEntries(headers) : { ...headers };
}

/** Returns whether a header is set, or removed on purpose, in whatever case it is written. */
export function hasHeader(headers: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.entries(headers).some(([key, value]) => key.toLowerCase() === name && value !== undefined);
}

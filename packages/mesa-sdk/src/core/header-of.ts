/** Headers of a delivery: a fetch `Headers`, or a plain object in any case, as `node:http` and frameworks have it. */
export type WebhookHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Returns a header, of several the first; null or undefined when there is none.
 *
 * @param name In lower case.
 */
export function headerOf(headers: WebhookHeaders | undefined, name: string): string | null | undefined {
  if (headers === undefined) return undefined;
  if (isHeaders(headers)) return headers.get(name);
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
  const value = found === undefined ? undefined : headers[found];
  return typeof value === 'string' ? value : value?.[0];
}

function isHeaders(headers: WebhookHeaders): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function';
}

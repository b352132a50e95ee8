/** Returns what an error says without the code that stands before it. */
export function plainMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { readonly code?: unknown };
  const prefix = `${String(code)}: `;
  return error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
}

/** Where a depot is and how to get in. */
interface Access {
  readonly apiUrl: string;
  readonly apiKey: string;
}

/** An answer with its body read. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  readonly json: any;
}

/** Sends a JSON request to a depot. */
export async function call(
  { apiUrl, apiKey }: Access,
  method: string,
  path: string,
  json?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(apiUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}

export const VIRTUAL_ROOT: string = 'z'.repeat(32);

/** Returns the body of a change that writes these files. */
export function changeOf(
  files: Record<string, string>,
  base: string = VIRTUAL_ROOT,
): { base_change_id: string; message: string; files: object[] } {
  return {
    base_change_id: base,
    message: `Write ${Object.keys(files).join(', ')}`,
    files: Object.entries(files).map(([path, text]) => ({
      path,
      content: Buffer.from(text).toString('base64'),
    })),
  };
}

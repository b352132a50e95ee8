interface ProcessLike {
  readonly env?: Readonly<Record<string, string | undefined>>;
}

function processOf(): ProcessLike | undefined {
  return (globalThis as { process?: ProcessLike }).process;
}

/** Returns an environment variable; undefined when it is empty, or where there is no environment, as in browsers. */
export function readEnvironment(name: string): string | undefined {
  try {
    return processOf()?.env?.[name]?.trim() || undefined;
  } catch {
    return undefined; // Deno throws when the program may not read the environment.
  }
}

/**
 * Returns the header that tells the server which client calls. Browsers do not let a page set `User-Agent`: there,
 * and wherever else there is no `process`, it travels under a name of its own.
 */
export function userAgentHeader(): 'User-Agent' | 'X-Mesa-User-Agent' {
  return processOf() === undefined ? 'X-Mesa-User-Agent' : 'User-Agent';
}

interface ProcessLike {
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Returns an environment variable, trimmed; undefined when it is blank, or where there is no environment. */
export function readEnvironment(name: string): string | undefined {
  try {
    return notBlank((globalThis as { process?: ProcessLike }).process?.env?.[name]);
  } catch {
    return undefined; // Deno throws when the program may not read the environment.
  }
}

/** Returns a text trimmed; undefined when nothing is left of it. */
export function notBlank(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

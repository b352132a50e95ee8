/** The exit code where the directory is not there, as of env(1). */
const NO_DIRECTORY = 125;

/**
 * Returns the arguments with which bash waits for its script on a descriptor. So it can be started before there is one, and a
 * script may have any length.
 */
export function awaitingScript(fd: number): readonly string[] {
  // `$0` is what messages of bash begin with. The script is to find none of our variables.
  return ['--norc', '--noprofile', '-c', `eval "$(cat <&${fd})" ${fd}<&-`, 'bash'];
}

/** Returns what bash is to run: the script, in a directory and with variables. */
export function scriptText(script: string, directory: string, env: Readonly<Record<string, string>>): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`);
  const enter = `cd -- ${quote(directory)} || exit ${NO_DIRECTORY}`;
  // In the first line of the script, so that messages name its lines as its author counts them.
  return `${variables.length === 0 ? '' : `export ${variables.join(' ')}; `}${enter}; ${script}`;
}

/** Returns a text as one word of bash. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

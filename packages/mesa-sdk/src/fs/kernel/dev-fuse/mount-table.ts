import { readFileSync } from 'node:fs';

/** A line of the mount table. */
export interface MountTableEntry {
  /** Number of the connection in /sys/fs/fuse/connections. */
  readonly minor: number;
  readonly type: string;
  /** The folder as the table writes it, with octal escapes. */
  readonly escapedPath: string;
}

/** Returns the FUSE mount that is on a folder, the uppermost where there are several; reads only /proc. */
export function findFuseMount(mountPoint: string): MountTableEntry | undefined {
  const top = findMount(mountPoint);
  return top?.type === 'fuse' || top?.type.startsWith('fuse.') ? top : undefined;
}

/** Returns whatever is mounted on a folder. The folder itself is not touched: a dead server would hang us. */
export function findMount(mountPoint: string): MountTableEntry | undefined {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  for (const line of lines.reverse()) {
    const fields = line.split(' ');
    const escapedPath = fields[4];
    const type = fields[fields.indexOf('-') + 1];
    if (escapedPath === undefined || type === undefined || unescapeOctal(escapedPath) !== mountPoint)
      continue;
    return { minor: Number(fields[2]?.split(':')[1]), type, escapedPath };
  }
  return undefined;
}

/** The table writes blanks, backslashes and "#" as three octal digits. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

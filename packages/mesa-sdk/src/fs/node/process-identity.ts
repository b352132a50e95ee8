import { readFileSync } from 'node:fs';

/** What tells a process from all that had or will have its number, as part of a file name. */
export function ownIdentity(): string {
  return `${bootId()}-${process.pid}-${stateOf(process.pid)?.startedAt ?? 0}`;
}

/** Tells whether a process is there still. Of a machine that was started anew, and of another machine, none is. */
export function isAlive(identity: string): boolean {
  const [boot, pid, startedAt] = identity.split('-');
  const number = Number(pid);
  if (boot !== bootId() || !Number.isInteger(number) || number <= 0) return false;
  const found = stateOf(number);
  // One that was killed keeps its number until its parent has looked.
  if (found !== undefined) return found.startedAt === startedAt && found.state !== 'Z';
  try {
    process.kill(number, 0);
    return startedAt === '0';
  } catch (error) {
    return startedAt === '0' && (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let ownBootId: string | undefined;

function bootId(): string {
  ownBootId ??= read('/proc/sys/kernel/random/boot_id')?.slice(0, 8) ?? '0';
  return ownBootId;
}

/** Returns what Linux tells of a process; undefined for one that is not there, and elsewhere. */
function stateOf(pid: number): { readonly state: string; readonly startedAt: string } | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name of the program comes before, in parentheses, and may have some of its own.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startedAt: fields[19] ?? '0' };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

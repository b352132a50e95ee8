import { Buffer } from 'node:buffer';
import type { Storage } from 'mesa-depot';

/** What changes by asking alone: when a key was used last. */
const IGNORED = ['last_used_at'];

/** Returns the rows of all tables of the MeshAgent server, by table. */
export async function dumpTables({ read }: Storage): Promise<Record<string, unknown[]>> {
  const tables = await read.introspection.getTables();
  const names = tables.map(({ name }) => name).filter((name) => name.startsWith('mesh_'));
  const dumps = names.sort().map(async (name) => {
    const rows = await read
      .selectFrom(name as 'mesh_users')
      .selectAll()
      .execute();
    return [name, rows.map(toComparable).sort()];
  });
  return Object.fromEntries(await Promise.all(dumps));
}

function toComparable(row: object): string {
  return JSON.stringify(row, (key, value) => {
    if (IGNORED.includes(key)) return undefined;
    return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  });
}

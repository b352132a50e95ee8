import type { Executor, Transaction } from '../executor.js';

/** Returns a setting of this depot, for example a secret it made for itself. */
export async function getSetting(executor: Executor, key: string): Promise<string | undefined> {
  const row = await executor.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

/** Stores a setting over what was there. */
export async function setSetting(tx: Transaction, key: string, value: string): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Stores a setting unless there is one, and returns the one that is stored: the first process to start decides. */
export async function getOrCreateSetting(tx: Transaction, key: string, value: string): Promise<string> {
  await tx
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await getSetting(tx, key)) ?? value;
}

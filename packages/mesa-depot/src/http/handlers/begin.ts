/**
 * Waits for the first item before anything is sent, so that what cannot even begin is still answered as the error that
 * it is. A failure after that can only cut the connection.
 */
export async function begin<Item>(items: AsyncIterable<Item>): Promise<AsyncIterable<Item>> {
  const iterator = items[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* rest() {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      // Reached early when the client goes away; nothing more is computed then.
      await iterator.return?.();
    }
  })();
}

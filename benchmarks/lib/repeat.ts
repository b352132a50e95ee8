/** Does something so many times, so many at once. */
export async function repeat(call: () => Promise<unknown>, calls: number, atOnce: number): Promise<void> {
  let left = calls;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

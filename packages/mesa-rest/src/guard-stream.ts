import type { Deadline } from './deadline.js';

/**
 * Returns a stream of the same bytes that is subject to the deadline of its call until it ends or is cancelled, and
 * whose failure is what `toError` makes of it.
 */
export function guardStream(
  body: ReadableStream<Uint8Array>,
  deadline: Deadline,
  toError: (reason: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await deadline.race(reader.read());
          if (!done) return controller.enqueue(value);
          deadline.clear();
          controller.close();
        } catch (reason) {
          deadline.clear();
          reader.cancel().catch(() => {});
          controller.error(toError(reason));
        }
      },
      async cancel(reason) {
        deadline.clear();
        await reader.cancel(reason);
      },
    },
    // Read only on demand: the one buffer is that of the connection.
    { highWaterMark: 0 },
  );
}

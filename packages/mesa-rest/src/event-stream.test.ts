import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseEventStream, type ServerSentEvent } from './event-stream.js';

async function parse(...chunks: (string | Uint8Array)[]): Promise<ServerSentEvent[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      }
      controller.close();
    },
  });
  const events: ServerSentEvent[] = [];
  for await (const event of parseEventStream(stream, () => {})) events.push(event);
  return events;
}

it('reads types, ids and data of several lines, and leaves comments out', async () => {
  expect(
    await parse(': hi\n\nid: 7\n\nevent: operation\nid: 8\ndata: {"a":\ndata:1}\n\ndata: x\nignored: y\n\n'),
  ).toEqual([
    { type: 'message', id: '7', data: '' },
    { type: 'operation', id: '8', data: '{"a":\n1}' },
    { type: 'message', id: '8', data: 'x' },
  ]);
});

it('drops an event that the stream ends within', async () => {
  expect(await parse('data: a\n\ndata: b\n')).toEqual([{ type: 'message', id: '', data: 'a' }]);
});

it('reads the same however the bytes are cut, with any line ends', async () => {
  const text = 'id: 1\r\nevent: ä\r\ndata: x: y\r\n\r\ndata\ndata: 2\n\n';
  const whole = await parse(text);
  expect(whole).toEqual([
    { type: 'ä', id: '1', data: 'x: y' },
    { type: 'message', id: '1', data: '\n2' },
  ]);
  const bytes = new TextEncoder().encode(text);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((to, index) => bytes.subarray(at[index], to));
      expect(await parse(...chunks)).toEqual(whole);
    }),
  );
});

/** One server-sent event. */
export interface ServerSentEvent {
  /** Default `message`. */
  readonly type: string;
  /** The last id that the stream gave, of this event or of one before; empty when there was none. */
  readonly id: string;
  /** Empty for an event that only sets the id. */
  readonly data: string;
}

/** Longest line that is kept, in characters. */
const MAX_LINE_LENGTH = 64 * 1024 * 1024;

/**
 * Yields the events of a stream as they come, also those without data, which tell an id. An event that the stream
 * ends within is dropped, as the standard has it. Cancels the stream when it is left early.
 *
 * Format: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 *
 * @param onBytes called for all that arrives, comments too, which tell that the connection lives
 */
export async function* parseEventStream(
  stream: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let type = '';
  let id = '';
  let data: string[] = [];
  let isEmpty = true;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      rest += decoder.decode(value, { stream: true });
      if (rest.length > MAX_LINE_LENGTH) throw new Error('an event is longer than 64 MiB');
      // A lone CR at the end may be the first half of CRLF.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (!isEmpty) yield { type: type || 'message', id, data: data.join('\n') };
          type = '';
          data = [];
          isEmpty = true;
          continue;
        }
        const [, field, text = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
        if (field === 'event') type = text;
        else if (field === 'data') data.push(text);
        else if (field === 'id' && !text.includes('\0')) id = text;
        else continue;
        isEmpty = false;
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // what is not read any more must not hold the connection
  }
}

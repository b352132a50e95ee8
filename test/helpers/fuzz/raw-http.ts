import { connect } from 'node:net';

/** An answer, read from the bytes of a connection. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * Writes bytes to a server and returns all that comes back until it closes the connection; `endsFirst` closes our half
 * right after writing.
 *
 * @throws Error when the connection is still open after 10 seconds.
 */
export function exchangeBytes(origin: string, bytes: Buffer, { endsFirst = false } = {}): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () =>
      endsFirst ? socket.end(bytes) : socket.write(bytes),
    );
    socket.setTimeout(10_000, () => socket.destroy(new Error('the connection stays open')));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A server that closes while bytes are under way resets the connection; what came before counts.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

/** Returns the answers in what a server wrote: each with a length, as our answers have. */
export function parseAnswers(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    if (end < 0 || !Number.isInteger(status)) throw new Error(`not an answer: ${JSON.stringify(rest)}`);
    const headers = new Headers(lines.map((line) => line.split(/: (.*)/s, 2) as [string, string]));
    const length = Number(headers.get('content-length'));
    answers.push({ status, headers, body: rest.slice(end + 4, end + 4 + length) });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}

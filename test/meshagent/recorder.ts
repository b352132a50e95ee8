import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createOperationFinder } from '../helpers/fuzz/find-operation.js';
import { SPEC } from './spec.js';

const findOperation = createOperationFinder(SPEC.operations);

/** A request as it came. */
export interface RecordedRequest {
  readonly operation: string;
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  /** Decoded. */
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** Parsed, where it is JSON; of bytes, their numbers. */
  readonly body: unknown;
}

/** A server that takes requests down and answers each operation with what it is told. */
export interface Recorder extends AsyncDisposable {
  readonly url: string;
  /** Returns what came since this was asked last. */
  take(): RecordedRequest[];
}

/** Starts one on this machine. `answers` are bodies by operation; undefined is answered with 204. */
export async function startRecorder(answers: Readonly<Record<string, unknown>>): Promise<Recorder> {
  let requests: RecordedRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', headers } = request;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://recorder');
    const operation = findOperation({ method, target: pathname })?.operation.id ?? 'none';
    const bytes = await buffer(request);
    const contentType = headers['content-type'];
    const isJson = contentType === 'application/json';
    requests.push({
      operation,
      method,
      path: decodeURIComponent(pathname),
      query: Object.fromEntries(searchParams),
      authorization: headers.authorization,
      contentType,
      body: bytes.length === 0 ? undefined : isJson ? JSON.parse(String(bytes)) : [...bytes],
    });
    const answer = answers[operation];
    if (answer === undefined) {
      response.writeHead(operation in answers ? 204 : 404).end();
    } else if (answer instanceof Uint8Array) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(answer);
    } else {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = requests;
      requests = [];
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { createConnection } from 'node:net';
import type { TestApp } from './start-app.js';

/** What `send` answers: the response with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  readonly json: any;
}

/** What to send beside method and path. */
export interface SendOptions {
  /** `read`, `write` or `admin`; null sends no credential. Default `admin`. */
  readonly token?: string | null;
  readonly json?: unknown;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}

/** Sends a request to a test app and reads the answer. */
export async function send(
  app: Pick<TestApp, 'origin'>,
  method: string,
  path: string,
  options: SendOptions = {},
): Promise<Answer> {
  const { token = 'admin', json, headers } = options;
  const body = json === undefined ? options.body : JSON.stringify(json);
  const response = await fetch(app.origin + path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

/** Writes `bytes` to the port and returns all that comes back until the server closes the connection. */
export function sendRaw(app: Pick<TestApp, 'port'>, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = createConnection({ host: '127.0.0.1', port: app.port }, () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      received += chunk;
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

/** Writes `first`, `second` once something came back, and returns what came back to each until the server closes. */
export function sendRawTwice(
  app: Pick<TestApp, 'port'>,
  first: string,
  second: string,
): Promise<[first: string, second: string]> {
  return new Promise((resolve, reject) => {
    const received: [string, string] = ['', ''];
    let isAnswered = false;
    const socket = createConnection({ host: '127.0.0.1', port: app.port }, () => socket.write(first));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      received[isAnswered ? 1 : 0] += chunk;
      // A short wait: a response may come in several pieces.
      if (!isAnswered) setTimeout(() => socket.write(second, () => (isAnswered = true)), 50);
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

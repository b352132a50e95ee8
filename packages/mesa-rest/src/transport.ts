import { isHTTPError } from 'ky';
import type { BodySource, Operation, OperationInput, OperationRunner } from './call.js';
import { type Credential, type CredentialWords, resolveCredential } from './credential.js';
import { Deadline } from './deadline.js';
import { AbortedError } from './errors/aborted-error.js';
import type { ApiError } from './errors/api-error.js';
import { ConnectionError } from './errors/connection-error.js';
import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { InvalidRequestError } from './errors/invalid-request-error.js';
import { InvalidResponseError } from './errors/invalid-response-error.js';
import { MesaError } from './errors/mesa-error.js';
import { withoutCredential } from './errors/redact.js';
import { TimeoutError } from './errors/timeout-error.js';
import { guardStream } from './guard-stream.js';
import { hasHeader, headerRecord } from './headers.js';
import { checkMembers } from './known-members.js';
import { checkPathParameters } from './path-parameters.js';
import { serializeQuery } from './query.js';
import { RequestBody } from './request-body.js';
import type { ApiResponse } from './request-options.js';
import { isPlainHttp, isRetryable, type RetrySettings, resolveRetry, retryDelayMs } from './retry.js';

/** The part of `fetch` that the client uses; every `fetch` has it. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

type HeaderRecord = ReturnType<typeof headerRecord>;

/** The generated client, as far as it is known here. Its own types would drag those of browsers into ours. */
interface GeneratedClient {
  readonly interceptors: {
    readonly error: { use(wrap: (reason: unknown, response: Response | undefined) => unknown): unknown };
  };
}

/** What differs from one API to the other. */
export interface Dialect {
  /** Makes the generated client; each API has one of its own, and they are alike. */
  readonly createClient: (config: object) => GeneratedClient;
  /** Its name, for messages. */
  readonly name: string;
  /** Asked where the answer is none of this API: what may be wrong with the URL. */
  readonly urlHint: string;
  /** How credentials are called in messages. */
  readonly credentialWords: CredentialWords;
  /** Whether the server does once what comes twice with one idempotency key. */
  readonly takesIdempotencyKeys: boolean;
  /** Writes the body of a request. Default: as JSON. */
  readonly bodySerializer?: (body: unknown) => string;
  /**
   * Returns the error for an answer that is not a success.
   *
   * @param body the parsed JSON, else the text
   * @param text the body as it came
   */
  readonly toError: (response: Response, body: unknown, text: string) => ApiError;
}

/** A client's options with every default filled in. */
export interface TransportSettings {
  readonly dialect: Dialect;
  /** Sent as `Authorization: Bearer` with operations that take it. */
  readonly credential: Credential;
  /** Credentials that go in a header of their own, by its name, with the operations that ask for it. */
  readonly keys?: Readonly<Record<string, string | undefined>>;
  readonly serverUrl: string;
  readonly timeoutMs: number;
  readonly retry: RetrySettings;
  readonly fetch: Fetch;
  readonly headers: HeaderRecord;
  readonly validateResponses: boolean;
}

/** What the error interceptor hands out: the generated client throws away the answer that an error came with. */
class Failure {
  constructor(
    readonly reason: unknown,
    readonly response: Response | undefined,
  ) {}
}

/** What is known about a call while it runs. */
interface Exchange {
  readonly dialect: Dialect;
  readonly deadline: Deadline;
  readonly timeoutMs: number;
  /** What is sent in place of JSON. */
  readonly octets: RequestBody | undefined;
  attempts: number;
  /** For messages: `GET https://…`. */
  line: string;
  idempotent: boolean;
  credential: string | undefined;
  bodyBytes: number | undefined;
  /** Body of the last answer that was none of success, as text. */
  failureText: string;
  /** Wait that the retry decision chose. */
  waitMs: number;
  lastStatus: number | undefined;
  lastError: unknown;
}

/** What a call takes: members of the operation, and those of `RequestOptions`. */
const MEMBERS = [
  'client',
  'path',
  'query',
  'body',
  'timeoutMs',
  'headers',
  'retry',
  'signal',
  'idempotencyKey',
] as const satisfies readonly ('client' | keyof OperationInput)[];

const METHODS = ['get', 'put', 'post', 'patch', 'delete', 'head'] as const;
const BODILESS = new Set([101, 204, 205, 304]);

/**
 * The rim around the generated client and ky: credential, deadline, retries, and errors that are errors. It is the
 * only file that knows either of the two.
 *
 * ky sends, counts attempts, waits and sends again; what it cannot do is done here:
 * - its `timeout` covers neither the waits nor the body, so it is off and a `Deadline` aborts the whole call;
 * - it returns before the body is read, so it could not send again after a connection that breaks in the middle of
 *   an answer, and it leaves a socket open for every retried answer whose body nobody reads. `fetch` is wrapped to
 *   read bodies within the attempt, which settles both;
 * - its table of methods and statuses knows neither idempotency keys nor refused connections, and it retries early
 *   where `Retry-After` exceeds its maximum, so `shouldRetry` decides alone and `delay` returns what it chose.
 */
export class Transport implements OperationRunner {
  readonly #settings: TransportSettings;
  readonly #client: GeneratedClient;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
    const { dialect } = settings;
    this.#client = dialect.createClient({
      ...(dialect.bodySerializer === undefined ? {} : { bodySerializer: dialect.bodySerializer }),
      baseUrl: settings.serverUrl,
      headers: { ...settings.headers },
      throwOnError: true,
      timeout: false,
      querySerializer: serializeQuery,
      requestValidator: async (request: object) => {
        const { url, path } = request as { url: string; path?: Record<string, unknown> };
        checkPathParameters(url, path);
      },
    });
    this.#client.interceptors.error.use((reason, response) => new Failure(reason, response));
  }

  /**
   * Runs an operation to its end.
   *
   * @throws MesaError of the class that fits: every failure but that of a caller's own `apiKey` function
   */
  async run<T>(operation: Operation, input: OperationInput): Promise<ApiResponse<T>> {
    const octets = operation.octets === undefined ? undefined : new RequestBody(operation.octets);
    try {
      return await this.#run<T>(operation, input, octets);
    } catch (error) {
      octets?.cancel(error);
      throw error;
    }
  }

  async #run<T>(
    operation: Operation,
    input: OperationInput,
    octets: RequestBody | undefined,
  ): Promise<ApiResponse<T>> {
    const { dialect } = this.#settings;
    checkMembers('A call', input, MEMBERS);
    if (input.signal && typeof input.signal.addEventListener !== 'function')
      throw new InvalidOptionsError('signal is not an AbortSignal.');
    const timeoutMs = checkTimeout(input.timeoutMs ?? this.#settings.timeoutMs);
    const retry = resolveRetry(input.retry, this.#settings.retry);
    const headers = requestHeaders(operation, input, dialect);
    const exchange: Exchange = {
      dialect,
      deadline: new Deadline(timeoutMs, input.signal),
      timeoutMs,
      octets,
      attempts: 0,
      line: `The call to ${this.#settings.serverUrl}`,
      idempotent: false,
      credential: undefined,
      bodyBytes: undefined,
      failureText: '',
      waitMs: 0,
      lastStatus: undefined,
      lastError: undefined,
    };
    const { deadline } = exchange;
    let streaming = false;
    try {
      if (deadline.ended) throw deadline.signal.reason;
      const { data, response } = await deadline.race(this.#send(operation, input, headers, retry, exchange));
      if (operation.form !== 'stream') return { data: data as T, response };
      streaming = true;
      const body = (data as ReadableStream<Uint8Array> | null) ?? new Blob([]).stream();
      const stream = guardStream(body, deadline, (reason) =>
        this.#toMesaError(new Failure(reason, undefined), exchange),
      );
      return { data: stream as T, response };
    } catch (reason) {
      throw this.#toMesaError(reason, exchange);
    } finally {
      if (!streaming) deadline.clear();
    }
  }

  async #send(
    operation: Operation,
    input: OperationInput,
    headers: HeaderRecord,
    retry: RetrySettings,
    exchange: Exchange,
  ): Promise<{ data: unknown; response: Response }> {
    // A caller's own Authorization, for this call or for the client, stands in for the credential.
    if (!hasHeader(headers, 'authorization') && !hasHeader(this.#settings.headers, 'authorization')) {
      const { credential, dialect } = this.#settings;
      exchange.credential = await resolveCredential(credential, dialect.credentialWords);
    }
    const { schema, form, accept } = operation;
    const { keys } = this.#settings;
    const result = await operation.send({
      client: this.#client,
      path: input.path,
      query: input.query,
      body: input.body,
      headers,
      auth: ({ name }: { name?: string }) => (name === undefined ? exchange.credential : keys?.[name]),
      signal: exchange.deadline.signal,
      // Never by the type of the answer: a proxy's HTML with status 200 would come out as if it were the model.
      parseAs: form === 'bytes' ? 'arrayBuffer' : form === 'none' ? 'text' : form,
      kyOptions: {
        fetch: (request: Request, init?: RequestInit) => this.#attempt(operation, exchange, request, init),
      },
      retry: retryPolicy(retry, exchange),
      responseValidator:
        schema && this.#settings.validateResponses
          ? async (data: unknown) => validate(await schema(), data)
          : undefined,
    } as never);
    checkAnswer(result.response, form, accept, exchange);
    if (form === 'bytes') return { ...result, data: new Uint8Array(result.data as ArrayBuffer) };
    if (form === 'none') return { ...result, data: undefined };
    return result;
  }

  /** Sends the request once and, unless it is to be streamed, reads the answer, so that both can be repeated. */
  async #attempt(
    operation: Operation,
    exchange: Exchange,
    request: Request,
    init?: RequestInit,
  ): Promise<Response> {
    exchange.attempts += 1;
    exchange.line = `${request.method} ${request.url}`;
    const { dialect, octets } = exchange;
    exchange.idempotent =
      operation.repeatable === true ||
      (dialect.takesIdempotencyKeys && request.headers.has('idempotency-key'));
    exchange.bodyBytes = undefined;
    if (octets === undefined) return this.#fetch(operation, exchange, request, init);
    try {
      const sent = withBody(request, octets.open());
      const response = await this.#fetch(operation, exchange, sent, { ...init, ...SENT_ONCE });
      if (!response.ok) octets.drop(undefined);
      return response;
    } catch (error) {
      octets.drop(error);
      throw error;
    }
  }

  async #fetch(
    operation: Operation,
    exchange: Exchange,
    request: Request,
    init?: RequestInit,
  ): Promise<Response> {
    // Not as a method: browsers refuse to run `fetch` with a `this` of its own.
    const { fetch } = this.#settings;
    const response = await fetch(request, init);
    if ((operation.form === 'stream' && response.ok) || response.status < 200 || response.status > 599)
      return response;
    const bytes = await response.arrayBuffer();
    exchange.bodyBytes = bytes.byteLength;
    if (!response.ok) exchange.failureText = new TextDecoder().decode(bytes);
    const { status, statusText, headers, url, redirected } = response;
    const answer = new Response(BODILESS.has(status) ? null : bytes, { status, statusText, headers });
    return Object.defineProperties(answer, { url: { value: url }, redirected: { value: redirected } });
  }

  /** Returns the error that tells what ended a call. */
  #toMesaError(caught: unknown, exchange: Exchange): unknown {
    const { deadline, line, attempts, credential } = exchange;
    const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
    if (deadline.ended?.kind === 'aborted') {
      return new AbortedError(`${line} was aborted by its signal.`, { cause: deadline.ended.reason });
    }
    if (deadline.ended?.kind === 'timeout') {
      const last = exchange.lastStatus === undefined ? '' : `; the last answer was ${exchange.lastStatus}`;
      return new TimeoutError(`${line} did not finish within ${exchange.timeoutMs} ms${tries}${last}.`, {
        timeoutMs: exchange.timeoutMs,
        ...(exchange.lastError === undefined ? {} : { cause: exchange.lastError }),
      });
    }
    if (!(caught instanceof Failure)) return caught;
    const { reason, response } = caught;
    if (reason instanceof MesaError) return reason;
    if (response && !response.ok) {
      const { dialect, keys = {} } = this.#settings;
      const secrets = [credential, ...Object.values(keys)];
      const clean = <T>(value: T): T =>
        secrets.reduce<T>((kept, secret) => withoutCredential(kept, secret) as T, value);
      return dialect.toError(response, clean(reason), clean(exchange.failureText));
    }
    if (response) return invalidResponse(reason, response, exchange);
    if (attempts === 0) {
      // The cause is left out: the platform quotes the header or the body it refuses, which may be a secret.
      const what = reason instanceof Error ? reason.name : typeof reason;
      return new InvalidRequestError(
        `The request could not be built (${what}). Path parameters must be well-formed text, the body must be JSON, and headers must not hold line breaks.`,
      );
    }
    const why = isPlainHttp(reason)
      ? 'the server does not speak TLS on this port. Does its URL begin with http://?'
      : innermostMessage(reason);
    return new ConnectionError(`${line} got no answer${tries}: ${why}`, { cause: reason });
  }
}

/**
 * Lets the platform forget what it has sent. Unless redirects and the window are ruled out, Node keeps a copy of the
 * body for a request that might have to be sent again: all of a file of 4 GiB.
 */
const SENT_ONCE = { redirect: 'error', window: null } as const;

function withBody(request: Request, body: BodySource): Request {
  const headers = new Headers(request.headers);
  headers.set('Content-Type', 'application/octet-stream');
  // Streams are sent as they are read, which `fetch` wants to be told; its type does not know the member everywhere.
  return new Request(request, { body, headers, duplex: 'half' } as RequestInit);
}

function checkTimeout(timeoutMs: number): number {
  if (typeof timeoutMs === 'number' && timeoutMs >= 0) return timeoutMs;
  throw new InvalidOptionsError(
    `timeoutMs is ${String(timeoutMs)}; it must be 0 (no limit) or a positive number.`,
  );
}

function requestHeaders(operation: Operation, input: OperationInput, dialect: Dialect): HeaderRecord {
  const { idempotencyKey, headers } = input;
  if (idempotencyKey !== undefined && !dialect.takesIdempotencyKeys)
    throw new InvalidOptionsError(
      `The ${dialect.name} API has no idempotency keys: a request that is sent twice may be done twice. Leave \`idempotencyKey\` out.`,
    );
  if (idempotencyKey === '')
    throw new InvalidOptionsError('idempotencyKey is empty; leave it out or pass a random key.');
  return {
    Accept: operation.accept,
    ...headerRecord(headers),
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  };
}

function retryPolicy(retry: RetrySettings, exchange: Exchange): object | number {
  if (retry.strategy === 'none') return 0;
  const { deadline } = exchange;
  return {
    limit: Number.POSITIVE_INFINITY,
    methods: [...METHODS],
    shouldRetry: ({ error, retryCount }: { error: Error; retryCount: number }): boolean => {
      const response = isHTTPError(error) ? error.response : undefined;
      exchange.lastStatus = response?.status;
      exchange.lastError = response ? undefined : error;
      // Thrown by the caller's own `fetch`, which knows what it does.
      if (error instanceof MesaError) return false;
      const method = exchange.line.slice(0, exchange.line.indexOf(' '));
      if (deadline.ended || !isRetryable({ method, idempotent: exchange.idempotent, response, error }))
        return false;
      const waitMs = retryDelayMs(retryCount, retry, response?.headers);
      // Where the wait does not fit, the failure at hand is the answer: a retry before its time would only add load.
      if (deadline.elapsedMs() + waitMs > retry.maxElapsedTimeMs || !deadline.allows(waitMs)) return false;
      exchange.waitMs = waitMs;
      return true;
    },
    delay: () => exchange.waitMs,
  };
}

/** Refuses answers that report success and are not what was asked for. */
function checkAnswer(response: Response, form: Operation['form'], accept: string, exchange: Exchange): void {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const requestId = response.headers.get('x-request-id') ?? undefined;
  if (form === 'json' && exchange.bodyBytes === 0) {
    const text = `${exchange.line} answered ${response.status} without a body, where JSON was expected.`;
    throw new InvalidResponseError(text, { status: response.status, requestId });
  }
  if (form !== 'json' && form !== 'none' && type === 'application/json') {
    const text = `${exchange.line} answered JSON, where ${accept} was asked for; the server does not know that form.`;
    throw new InvalidResponseError(text, { status: response.status, requestId });
  }
  // No answer of the API comes as a page, whatever is in it: this is a proxy, a login or another server. Of nothing, servers
  // say the type that they say of everything.
  if (form !== 'json' && type === 'text/html' && !(form === 'none' && exchange.bodyBytes === 0)) {
    const text = `${exchange.line} answered ${response.status} with a page (text/html), where ${form === 'none' ? 'nothing' : accept} was asked for. ${exchange.dialect.urlHint}`;
    throw new InvalidResponseError(text, { status: response.status, requestId });
  }
}

function validate(
  schema: { safeParse: NonNullable<Awaited<ReturnType<NonNullable<Operation['schema']>>>>['safeParse'] },
  data: unknown,
): void {
  const result = schema.safeParse(data);
  if (!result.success) throw new SchemaMismatch(result.error.issues);
}

/** Carries the issues to `toMesaError`, which knows the request. */
class SchemaMismatch {
  constructor(readonly issues: readonly { path: readonly PropertyKey[]; message: string }[]) {}
}

function invalidResponse(reason: unknown, response: Response, exchange: Exchange): InvalidResponseError {
  const { status, headers } = response;
  const requestId = headers.get('x-request-id') ?? undefined;
  if (reason instanceof SchemaMismatch) {
    const issues = reason.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
    const [first] = issues;
    const more = issues.length > 1 ? `, and ${issues.length - 1} more` : '';
    const text = `${exchange.line} answered ${status} in another shape than the API's: ${first?.path || 'the answer'}: ${first?.message}${more}.`;
    return new InvalidResponseError(text, { status, requestId, issues });
  }
  // Nothing of the body is quoted: the answer of a creation may hold a new secret.
  const type = headers.get('content-type') ?? 'no content type';
  const text = `${exchange.line} answered ${status} with ${exchange.bodyBytes ?? 'some'} bytes (${type}) that are not JSON. ${exchange.dialect.urlHint}`;
  return new InvalidResponseError(text, { status, requestId });
}

/** `fetch` says "fetch failed"; the reason is at the end of the causes. */
function innermostMessage(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < 8 && current instanceof Error; depth += 1) {
    const inner: unknown = current.cause ?? (current as { errors?: unknown[] }).errors?.[0];
    if (!(inner instanceof Error)) break;
    current = inner;
  }
  const { message, code } = current as { message?: unknown; code?: unknown };
  if (message === 'bad port')
    return 'fetch refuses to connect to this port; let the server listen on another.';
  return String(message || code || current)
    .trim()
    .replace(/\.?$/, '.');
}

import http from 'node:http';
import https from 'node:https';
import { DepotError } from '../../errors/index.js';
import {
  checkedLookup,
  type OutboundPolicy,
  type ResolveHost,
  requireAllowedHost,
  resolveHost,
} from '../../service/checked-lookup.js';
import { parseOutboundUrl } from '../../service/network-address.js';
import { GitProtocolError, type GitService } from '../wire/index.js';
import { RemoteGitError } from './remote-git-error.js';
import { REMOTE_LIMITS, type RemoteLimits } from './remote-limits.js';
import { retryAfterMs } from './retry-after.js';

/** Member of the API that holds the URL, for messages. */
const MEMBER = 'upstream.url';
/** Path of the first request, below the repository's. */
const LIST = '/info/refs';
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Statuses after which the same request may succeed later, beside all from 500 on. */
const TRANSIENT = new Set([408, 425, 429]);
const MAX_MESSAGE_LENGTH = 300;
/** A body up to this size is sent with its length, as git does it: not every server takes one in chunks. */
const MAX_MEASURED_BYTES = 1024 * 1024; // 1 MiB

/** Names from this length on may be tokens. */
const TOKEN_LENGTH = 20;

/** What a server is asked with. */
export interface RemoteCredential {
  readonly username: string;
  readonly password: string;
}

export interface RemoteSessionOptions extends OutboundPolicy {
  /** The repository, as its owner gave it. */
  readonly url: string;
  /** Null for a public repository. */
  readonly credential: RemoteCredential | null;
  /** For example `mesa-depot/1.2.3`. Servers log it. */
  readonly agent: string;
  /** Ends everything under way. */
  readonly signal: AbortSignal;
  /** Those that are not named are as in `REMOTE_LIMITS`. */
  readonly limits?: Partial<RemoteLimits>;
}

/** A body, and its length when it is known before it is sent. */
interface RequestBody {
  readonly parts: AsyncIterable<Uint8Array>;
  readonly byteLength: number | undefined;
}

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** Whether the answer is a list that is held in memory, not a pack. */
  readonly isList: boolean;
  readonly watchdog: Watchdog;
}

/**
 * Conversations with one git repository elsewhere, over smart HTTP (https://git-scm.com/docs/http-protocol).
 *
 * It connects to public addresses only, unless private networks are allowed, and stays with the addresses that a name had at
 * first, whatever it resolves to later. The first request may be redirected a few times, never from https to http; the
 * credential goes to the origin it was given for, and nowhere else.
 */
export class RemoteSession {
  readonly agent: string;
  readonly #options: RemoteSessionOptions;
  readonly #limits: RemoteLimits;
  readonly #policy: OutboundPolicy;
  /** The repository's URL without a slash at the end; moves with redirects. */
  #base: URL;
  readonly #origin: string;

  /** @throws DepotError `BAD_REQUEST` or `ADDRESS_NOT_ALLOWED` for the URL. */
  constructor(options: RemoteSessionOptions) {
    this.agent = options.agent;
    this.#options = options;
    this.#limits = { ...REMOTE_LIMITS, ...options.limits };
    this.#policy = {
      allowPrivateNetworks: options.allowPrivateNetworks,
      resolve: resolveOnce(options.resolve ?? resolveHost),
    };
    this.#base = parseOutboundUrl(options.url, MEMBER, options.allowPrivateNetworks);
    if (this.#base.search !== '' || this.#base.hash !== '') {
      throw new DepotError('BAD_REQUEST', `\`${MEMBER}\` must have no query and no fragment.`);
    }
    this.#base.pathname = this.#base.pathname.replace(/\/+$/, '');
    this.#origin = this.#base.origin;
  }

  /**
   * Opens a conversation: returns the body of `info/refs`, which a server of any protocol version answers in its own way.
   *
   * @throws RemoteGitError, also while the body is read; DepotError `ADDRESS_NOT_ALLOWED`.
   */
  async open(service: GitService): Promise<AsyncIterable<Uint8Array>> {
    const watchdog = new Watchdog();
    const headers = {
      accept: `application/x-${service}-advertisement`,
      // Only fetching has a version 2. A server that knows none ignores it.
      ...(service === 'git-upload-pack' ? { 'git-protocol': 'version=2' } : {}),
    };
    try {
      let url = below(this.#base, `${LIST}?service=${service}`);
      for (let hop = 0; ; hop += 1) {
        const response = await this.#send({ method: 'GET', url, headers, isList: true, watchdog });
        if (REDIRECTS.has(response.statusCode ?? 0)) {
          response.destroy();
          if (hop === MAX_REDIRECTS) throw new RemoteGitError(`more than ${MAX_REDIRECTS} redirects`);
          url = this.#redirect(url, response.headers.location, service);
          continue;
        }
        this.#requireAnswer(response, `application/x-${service}-advertisement`);
        return this.#read(response, watchdog, true);
      }
    } catch (error) {
      throw this.#giveUp(watchdog, error);
    }
  }

  /**
   * Sends one request of a conversation, and returns the body of the answer.
   *
   * @param options.isList Whether the answer is a list that is held in memory, not a pack.
   * @throws RemoteGitError, also while the body is read; DepotError `ADDRESS_NOT_ALLOWED`; whatever the request's body throws.
   */
  async post(
    service: GitService,
    body: AsyncIterable<Uint8Array>,
    options: { readonly isVersion2?: boolean; readonly isList?: boolean } = {},
  ): Promise<AsyncIterable<Uint8Array>> {
    const watchdog = new Watchdog();
    const { isVersion2 = false, isList = false } = options;
    try {
      const measured = await measure(body);
      const response = await this.#send({
        method: 'POST',
        url: below(this.#base, `/${service}`),
        headers: {
          accept: `application/x-${service}-result`,
          'content-type': `application/x-${service}-request`,
          ...(isVersion2 ? { 'git-protocol': 'version=2' } : {}),
          ...(measured.byteLength === undefined ? {} : { 'content-length': String(measured.byteLength) }),
        },
        body: measured,
        isList,
        watchdog,
      });
      this.#requireAnswer(response, `application/x-${service}-result`);
      return this.#read(response, watchdog, isList);
    } catch (error) {
      throw this.#giveUp(watchdog, error);
    }
  }

  /** Returns what a server said as one short line, in which the credential does not appear even if the server repeats it. */
  quote(text: string): string {
    const { credential } = this.#options;
    let line = text;
    if (credential !== null) {
      line = line.replaceAll(basic(credential), '***').replaceAll(credential.password, '***');
      // Some hosts take a token for the name, with any password. Names of people stay readable.
      if (credential.username.length >= TOKEN_LENGTH) line = line.replaceAll(credential.username, '***');
    }
    return line
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, MAX_MESSAGE_LENGTH);
  }

  /**
   * Returns an error as those who may read the repository are told it: what breaks the protocol quotes the server. It may be
   * otherwise the next time, so that is worth another attempt.
   */
  reword(error: unknown): unknown {
    if (!(error instanceof GitProtocolError)) return error;
    return new RemoteGitError(this.quote(error.message), { isTransient: true, cause: error });
  }

  #send({ method, url, headers, body, isList, watchdog }: Sent): Promise<http.IncomingMessage> {
    const { signal, agent, credential } = this.#options;
    signal.throwIfAborted();
    requireAllowedHost(url, this.#policy, MEMBER);
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(url, {
        method,
        agent: false, // a connection of its own, which was checked for itself
        lookup: checkedLookup(this.#policy, MEMBER),
        signal,
        headers: {
          ...headers,
          'user-agent': agent,
          'accept-encoding': 'identity', // packs are compressed, and a list of refs is read once
          ...(credential && url.origin === this.#origin
            ? { authorization: `Basic ${basic(credential)}` }
            : {}),
        },
      });
      watchdog.guard(request);
      if (isList) watchdog.allow(this.#limits.listTimeoutMs, 'the list of refs did not come');
      let isAnswered = false;
      request.on('response', (response) => {
        isAnswered = true;
        resolve(response);
      });
      // After an answer these have no effect: the answer breaks off with an error of its own.
      request.on('error', reject);
      request.on('close', () => reject(closed()));
      if (body === undefined) request.end();
      else {
        const isTimed = (): boolean => isList || isAnswered; // by the list, or by who reads the answer
        this.#upload(request, body.parts, watchdog, isTimed).catch((error: unknown) => watchdog.fail(error));
      }
    });
  }

  /**
   * Sends a body as fast as the server takes it. Who has closed the connection need not hear the rest. Only the waiting is
   * timed, not what it takes to make the body.
   */
  async #upload(
    request: http.ClientRequest,
    parts: AsyncIterable<Uint8Array>,
    watchdog: Watchdog,
    isTimed: () => boolean,
  ): Promise<void> {
    const { idleTimeoutMs, answerTimeoutMs } = this.#limits;
    for await (const chunk of parts) {
      if (request.destroyed) return;
      if (request.write(chunk)) continue;
      if (!isTimed()) watchdog.allow(idleTimeoutMs, 'the server took no data');
      await drained(request);
      if (!isTimed()) watchdog.stop();
    }
    request.end();
    if (!isTimed()) watchdog.allow(answerTimeoutMs, 'the server did not answer');
  }

  /** Gives a body as it comes, and ends the connection whenever the reader ends. */
  async *#read(
    response: http.IncomingMessage,
    watchdog: Watchdog,
    isList: boolean,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { listBytes, idleTimeoutMs } = this.#limits;
    let received = 0;
    const wait = (): void => {
      if (!isList) watchdog.allow(idleTimeoutMs, 'the server sent no data');
    };
    wait();
    try {
      for await (const chunk of response as AsyncIterable<Uint8Array>) {
        received += chunk.byteLength;
        if (isList && received > listBytes) {
          throw new RemoteGitError(`the list of refs is longer than ${listBytes} bytes`);
        }
        if (!isList) watchdog.stop(); // how long the reader takes is not the server's fault
        yield chunk;
        wait();
      }
    } catch (error) {
      throw this.#giveUp(watchdog, error);
    } finally {
      watchdog.end();
    }
  }

  /** Returns where a redirect leads, and moves the repository there. */
  #redirect(from: URL, location: string | undefined, service: GitService): URL {
    if (location === undefined || !URL.canParse(location, from.href)) {
      throw new RemoteGitError('the server redirects to nowhere');
    }
    const url = parseOutboundUrl(new URL(location, from).href, MEMBER, this.#policy.allowPrivateNetworks);
    if (from.protocol === 'https:' && url.protocol === 'http:') {
      throw new RemoteGitError(`the server redirects from https to http, to ${whereabouts(url)}`);
    }
    if (!url.pathname.endsWith(LIST) || url.search !== `?service=${service}`) {
      throw new RemoteGitError(`the server redirects to ${whereabouts(url)}, which is no git repository`);
    }
    this.#base = new URL(url.pathname.slice(0, -LIST.length), url);
    return url;
  }

  /** @throws RemoteGitError unless the answer is 200 and of the type that git gives. */
  #requireAnswer(response: http.IncomingMessage, type: string): void {
    const status = response.statusCode ?? 0;
    if (status === 200) {
      const [given = ''] = (response.headers['content-type'] ?? '').split(';');
      const encoding = response.headers['content-encoding'] ?? 'identity';
      if (given.trim().toLowerCase() === type && encoding === 'identity') return;
      response.destroy();
      throw new RemoteGitError(
        `${whereabouts(this.#base)} is no git repository over smart HTTP: it answers ${this.quote(given) || 'without a type'}`,
      );
    }
    response.destroy();
    throw new RemoteGitError(this.#refusal(status), {
      isTransient: status >= 500 || TRANSIENT.has(status),
      retryAfterMs: retryAfterMs(response.headers['retry-after'], Date.now()),
    });
  }

  #refusal(status: number): string {
    const where = whereabouts(this.#base);
    if (status === 401 || status === 403) {
      if (this.#options.credential === null) {
        return `${where} answers ${status}: it needs a credential. Set \`upstream.auth\`.`;
      }
      if (this.#base.origin !== this.#origin) {
        return `${where} answers ${status}. The upstream redirects to it, and the credential is not sent to another server: give its own URL as \`upstream.url\`.`;
      }
      return `${where} answers ${status}: it refuses the credential of the upstream.`;
    }
    if (status === 404)
      return `${where} answers 404: there is no such repository, or the credential may not see it.`;
    if (REDIRECTS.has(status)) return `${where} answers ${status}: only the first request may be redirected.`;
    return `${where} answers ${status}.`;
  }

  /** Ends a request, and returns why it failed as those who may read the repository are told it. */
  #giveUp(watchdog: Watchdog, thrown: unknown): unknown {
    watchdog.end();
    const error = watchdog.failure === undefined ? thrown : watchdog.failure.error;
    if (this.#options.signal.aborted) return this.#options.signal.reason;
    if (error instanceof RemoteGitError || error instanceof DepotError) return error;
    // Happy-eyeballs failures hide theirs in an AggregateError with an empty message.
    const inner = error instanceof AggregateError ? error.errors[0] : error;
    const { code = '', syscall } = inner as NodeJS.ErrnoException;
    if (error === watchdog.failure?.error || !(inner instanceof Error) || code === '') return error;
    const isTls = syscall === undefined && /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code);
    return new RemoteGitError(
      `the connection to ${whereabouts(this.#base)} failed: ${this.quote(inner.message) || code}`,
      // A name that does not exist and a certificate that is not valid are matters for a person.
      { isTransient: !isTls && code !== 'ENOTFOUND', cause: error },
    );
  }
}

/** Ends a request at which nothing happens, and remembers why. */
class Watchdog {
  failure: { readonly error: unknown } | undefined;
  #request: http.ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;

  guard(request: http.ClientRequest): void {
    this.#request = request;
  }

  /** Allows so much time from now on. */
  allow(timeoutMs: number, complaint: string): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.fail(new RemoteGitError(`${complaint} within ${timeoutMs / 1000} s`, { isTransient: true }));
    }, timeoutMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Ends the request, for this reason if it was not over yet. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.end();
  }

  end(): void {
    this.stop();
    this.#request?.destroy();
  }
}

/** Remembers what a name resolved to, so that a conversation stays with the addresses it began with. */
function resolveOnce(resolve: ResolveHost): ResolveHost {
  const known = new Map<string, ReturnType<ResolveHost>>();
  return (hostname) => {
    const found = known.get(hostname) ?? resolve(hostname);
    known.set(hostname, found);
    return found;
  };
}

function below(base: URL, tail: string): URL {
  return new URL(`${base.origin}${base.pathname.replace(/\/$/, '')}${tail}`);
}

/** Reads the beginning of a body, to find out whether that is all of it. */
async function measure(body: AsyncIterable<Uint8Array>): Promise<RequestBody> {
  const source = body[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let byteLength = 0;
  let isOver = false;
  while (!isOver && byteLength <= MAX_MEASURED_BYTES) {
    const { done, value } = await source.next();
    if (done) isOver = true;
    else {
      head.push(value);
      byteLength += value.byteLength;
    }
  }
  async function* parts(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* head;
      if (!isOver) yield* { [Symbol.asyncIterator]: () => source };
    } finally {
      await source.return?.();
    }
  }
  return { parts: parts(), byteLength: isOver ? byteLength : undefined };
}

/** Returns a URL without its query, which may hold what is nobody's business. */
function whereabouts({ origin, pathname }: URL): string {
  return `${origin}${pathname.replace(LIST, '')}`;
}

function closed(): RemoteGitError {
  return new RemoteGitError('the server closed the connection without an answer', { isTransient: true });
}

function basic({ username, password }: RemoteCredential): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/** Resolves when a request takes more, or is over. */
function drained(request: http.ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      request.off('drain', done);
      request.off('close', done);
      resolve();
    };
    request.on('drain', done);
    request.on('close', done);
  });
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from 'mesa-rest';
import type { Call } from '../../service/call.js';
import type { Services } from '../../service/services.js';

/** What a handler gets: a request that is authenticated, authorized and valid. */
export interface HandlerContext {
  readonly services: Services;
  readonly call: Call;
  /** Path, query and body members in one object, with their wire names. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The media type that the client asked for, one of those that the contract lists. */
  readonly mediaType: string;
  /** The scope that the operation needs. */
  readonly scope: Scope;
  /** Aborts when the server is told to stop: answers that go on for ever end then. */
  readonly stopping: AbortSignal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers one operation; what it returns is the body of the response. */
export type Handler = (context: HandlerContext) => Promise<unknown>;

/** The methods of a service namespace that take a call and an input and return a wire shape. */
type MethodName<Namespace> = {
  [Name in keyof Namespace]: Namespace[Name] extends (call: Call, input: never) => Promise<unknown>
    ? Name
    : never;
}[keyof Namespace];

/**
 * Returns the handler of an operation that is one service method: `forward('repos', 'create')`.
 *
 * The input was validated against the contract that the parameter type of the method is generated from.
 */
export function forward<Name extends keyof Services>(
  name: Name,
  method: MethodName<Services[Name]>,
): Handler {
  return ({ services, call, input }) => {
    const namespace = services[name] as Record<
      typeof method,
      (call: Call, input: Readonly<Record<string, unknown>>) => Promise<unknown>
    >;
    return namespace[method](call, input);
  };
}

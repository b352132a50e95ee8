import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, ProjectAccess } from '../caller.js';
import type { MeshagentServices } from '../service/services.js';

/** A request that passed the gate and whose form was checked against the contract. */
export interface Call {
  /** Who calls. To ask for it where the contract asks for no credential is an error of the server. */
  readonly caller: Caller;
  /** Where the path names a project: it, and what the caller is in it. Not for operators. */
  readonly access: ProjectAccess;
  /** Path parameters by their names in the contract, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters, converted to the types that they have in the contract, with its defaults. */
  // biome-ignore lint/suspicious/noExplicitAny: the contract has checked the form; types are what it says
  readonly query: any;
  /** The JSON body, or the stream of an upload. */
  // biome-ignore lint/suspicious/noExplicitAny: the contract has checked the form; types are what it says
  readonly body: any;
  /** Where the client reached the server: `https://mesh.example`. */
  readonly origin: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers one operation: with the body of its success; nothing stands for `{}`, or for no body where the status has none. */
export type Handler = (services: MeshagentServices, call: Call) => Promise<unknown>;

/** The handlers of an area, by operation id. */
export type Handlers = Readonly<Record<string, Handler>>;

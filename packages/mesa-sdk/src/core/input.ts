/** Names the organization of a call. */
export interface OrgInput {
  /** Organization slug. Default: the client's, which is the credential's own unless the constructor was given one. */
  readonly org?: string | undefined;
}

/** Names the repository of a call. */
export interface RepoInput extends OrgInput {
  /** Name of the repository. */
  readonly repo: string;
}

/** Names a page of a list. */
export interface PageInput {
  /** `next_cursor` of an earlier page of the same list. */
  readonly cursor?: string | undefined;
  /** Items a page, 1 to 100. Default 50. */
  readonly limit?: number | undefined;
}

type ReadonlyLists<T> = T extends readonly (infer Item)[] ? readonly Item[] : T;

/**
 * A request body as callers may give it: read-only lists are welcome, and optional members may be undefined also under
 * `exactOptionalPropertyTypes`.
 */
export type Input<Body> = {
  readonly [Member in keyof Body]: Record<never, never> extends Pick<Body, Member>
    ? ReadonlyLists<Body[Member]> | undefined
    : ReadonlyLists<Body[Member]>;
};

/** Returns a request body as the generated client wants it: without the members that are undefined. */
export function toBody<Body extends object>(input: Input<Body>): Body {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Body;
}

import { GitProtocolError } from '../wire/index.js';
import type { FetchArguments } from './fetch-arguments.js';
import type { FetchSource, WantedObjects } from './fetch-source.js';
import { type Deepening, findShallowBoundary, type ShallowBoundary } from './shallow-boundary.js';

/**
 * Returns where the history of the client will end; undefined when it did not ask for that to change.
 *
 * @throws GitProtocolError when `deepen-not` names no ref, or nothing is left of the history.
 */
export async function resolveDeepening(
  source: FetchSource,
  args: FetchArguments,
  wanted: WantedObjects,
  signal: AbortSignal | undefined,
): Promise<ShallowBoundary | undefined> {
  const deepening = await toDeepening(source, args);
  if (deepening === undefined) return undefined;
  return findShallowBoundary(source.history, source.objects, {
    wants: wanted.commits,
    clientShallow: args.shallow,
    deepening,
    ...(signal && { signal }),
  });
}

async function toDeepening(source: FetchSource, args: FetchArguments): Promise<Deepening | undefined> {
  const { depth, isDepthRelative: isRelative, since, notRefs } = args;
  if (depth !== undefined) return { kind: 'depth', depth, isRelative };
  if (since === undefined && notRefs.length === 0) return undefined;
  const { refs } = await source.refs();
  const not = notRefs.map((name) => {
    const candidates = [name, `refs/${name}`, `refs/tags/${name}`, `refs/heads/${name}`];
    const ref = candidates.flatMap((full) => refs.find((found) => found.name === full) ?? [])[0];
    if (ref === undefined) {
      throw new GitProtocolError(`there is no branch or tag ${JSON.stringify(name.slice(0, 100))}`);
    }
    return ref.peeled ?? ref.oid;
  });
  return { kind: 'range', not, ...(since === undefined ? {} : { since }) };
}

import type { RepoRefs } from '../refs/read-repo-refs.js';
import { encodePacket, FLUSH, GitProtocolError } from '../wire/index.js';

/** More prefixes than this are as good as none: git asks for one for each thing it was told to fetch. */
const MAX_PREFIXES = 65_536;

/**
 * Gives the answer to the command `ls-refs` of protocol version 2.
 *
 * @throws GitProtocolError for an argument that is not known.
 */
export function* listRefs(refs: RepoRefs, args: readonly string[]): Generator<Uint8Array, void, undefined> {
  const prefixes: string[] = [];
  const asked = new Set<string>();
  for (const arg of args) {
    if (arg.startsWith('ref-prefix ')) prefixes.push(arg.slice('ref-prefix '.length));
    else if (arg === 'peel' || arg === 'symrefs' || arg === 'unborn') asked.add(arg);
    else throw new GitProtocolError(`ls-refs: unexpected line ${JSON.stringify(arg.slice(0, 100))}`);
  }
  const isWanted = matcher(prefixes.length > MAX_PREFIXES ? [] : prefixes);
  const target = asked.has('symrefs') ? ` symref-target:${refs.headTarget}` : '';
  if (isWanted('HEAD')) {
    if (refs.head !== undefined) yield encodePacket(`${refs.head} HEAD${target}\n`);
    else if (asked.has('unborn')) yield encodePacket(`unborn HEAD symref-target:${refs.headTarget}\n`);
  }
  for (const { name, oid, peeled } of refs.refs) {
    if (!isWanted(name)) continue;
    const suffix = peeled === undefined || !asked.has('peel') ? '' : ` peeled:${peeled}`;
    yield encodePacket(`${oid} ${name}${suffix}\n`);
  }
  yield FLUSH;
}

/** Prefixes of many different lengths are rare, so a set for each length answers at once however many there are. */
function matcher(prefixes: readonly string[]): (name: string) => boolean {
  if (prefixes.length === 0) return () => true;
  const byLength = new Map<number, Set<string>>();
  for (const prefix of prefixes) {
    byLength.set(prefix.length, (byLength.get(prefix.length) ?? new Set()).add(prefix));
  }
  return (name) => {
    for (const [length, set] of byLength) if (set.has(name.slice(0, length))) return true;
    return false;
  };
}

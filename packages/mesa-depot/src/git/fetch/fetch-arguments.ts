import { isOid, type Oid } from '../../objects/index.js';
import { GitProtocolError } from '../wire/index.js';
import { NO_FILTER, type ObjectFilter, parseObjectFilter } from './object-filter.js';

/** What a client wants and has, in any version of the protocol. */
export interface FetchArguments {
  wants: Oid[];
  haves: Oid[];
  /** Commits whose parents the client lacks. */
  shallow: Oid[];
  depth?: number;
  isDepthRelative: boolean;
  /** Seconds since 1970. */
  since?: number;
  /** Refs whose history is left out. */
  notRefs: string[];
  filter: ObjectFilter;
  includeTags: boolean;
  isQuiet: boolean;
}

export function noArguments(): FetchArguments {
  return {
    wants: [],
    haves: [],
    shallow: [],
    isDepthRelative: false,
    notRefs: [],
    filter: NO_FILTER,
    includeTags: false,
    isQuiet: false,
  };
}

/**
 * Takes one line of a fetch request into `args`; false when it is none that all versions of the protocol know.
 *
 * @throws GitProtocolError when the line is malformed, or does not go with those before.
 */
export function readFetchLine(args: FetchArguments, line: string): boolean {
  const space = line.indexOf(' ');
  const name = space < 0 ? line : line.slice(0, space);
  const value = space < 0 ? '' : line.slice(space + 1);
  switch (name) {
    case 'want':
      args.wants.push(toOid(value, line));
      return true;
    case 'have':
      args.haves.push(toOid(value, line));
      return true;
    case 'shallow':
      args.shallow.push(toOid(value, line));
      return true;
    case 'deepen': {
      const depth = toNumber(value, line);
      if (depth === 0) throw new GitProtocolError(`invalid depth: ${JSON.stringify(line)}`);
      args.depth = depth;
      break;
    }
    case 'deepen-since':
      args.since = toNumber(value, line);
      break;
    case 'deepen-not':
      args.notRefs.push(value);
      break;
    case 'filter':
      args.filter = parseObjectFilter(value);
      return true;
    default:
      return false;
  }
  if (args.depth !== undefined && (args.since !== undefined || args.notRefs.length > 0)) {
    throw new GitProtocolError('deepen and deepen-since (or deepen-not) cannot be used together');
  }
  return true;
}

function toOid(value: string, line: string): Oid {
  if (isOid(value)) return value;
  throw new GitProtocolError(`not an object id of SHA-1: ${JSON.stringify(line.slice(0, 100))}`);
}

function toNumber(value: string, line: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new GitProtocolError(`not a number: ${JSON.stringify(line.slice(0, 100))}`);
}

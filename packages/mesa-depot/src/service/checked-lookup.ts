import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { addressNotAllowed, isPublicAddress, literalAddress } from './network-address.js';

/** Resolves a host name to its addresses. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Which addresses may be connected to on a stranger's behalf. */
export interface OutboundPolicy {
  readonly allowPrivateNetworks: boolean;
  /** Default: the system's resolver. */
  readonly resolve?: ResolveHost;
}

/** The system's resolver. */
export const resolveHost: ResolveHost = (hostname) => lookup(hostname, { all: true });

/**
 * Returns a lookup for `net.connect` that gives only addresses which may be connected to.
 *
 * The check is made on what the name resolved to for this very connection, so that a name cannot be harmless when it is checked
 * and private when it is used. A literal address is connected to without any lookup: see {@link requireAllowedHost}.
 *
 * @param member Where the URL was given, for the message, for example `url`.
 */
export function checkedLookup(policy: OutboundPolicy, member: string): LookupFunction {
  const { resolve = resolveHost } = policy;
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (found) => {
        const admitted = found.filter(
          ({ address }) => policy.allowPrivateNetworks || isPublicAddress(address),
        );
        const [first] = admitted;
        if (!first)
          callback(found.length > 0 ? addressNotAllowed(hostname, member) : notFound(hostname), '', 0);
        else if (all) callback(null, admitted);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

/**
 * Checks a URL whose host is a literal address, which no lookup sees.
 *
 * @throws DepotError `ADDRESS_NOT_ALLOWED` for a private one.
 */
export function requireAllowedHost(url: URL, policy: OutboundPolicy, member: string): void {
  const literal = literalAddress(url.hostname);
  if (literal !== undefined && !policy.allowPrivateNetworks && !isPublicAddress(literal)) {
    throw addressNotAllowed(url.hostname, member);
  }
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
}

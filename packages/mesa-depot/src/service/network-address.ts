import ipaddr from 'ipaddr.js';
import { DepotError } from '../errors/index.js';

/** Answers for virtual machines on a public address: a cloud's own metadata service, reachable from inside only. */
const PUBLIC_METADATA_ADDRESSES = new Set(['168.63.129.16']);
const GLOBAL_UNICAST_V6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Tells whether a server may be made to connect to `address` on a stranger's behalf: only what is globally routable.
 *
 * Loopback, private, link-local (cloud metadata), shared, reserved and documentation ranges are not, and neither is
 * an IPv6 form that carries an IPv4 address which is not. Text that is no IP address is not public either.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = embeddedIPv4(ipaddr.parse(address));
  if (ip.range() !== 'unicast' || PUBLIC_METADATA_ADDRESSES.has(ip.toString())) return false;
  return ip.kind() === 'ipv4' || (ip as ipaddr.IPv6).match(GLOBAL_UNICAST_V6);
}

/** `::ffff:127.0.0.1` and `64:ff9b::7f00:1` (NAT64) reach the IPv4 host inside them. */
function embeddedIPv4(ip: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (ip.kind() === 'ipv4') return ip;
  const v6 = ip as ipaddr.IPv6;
  if (v6.isIPv4MappedAddress()) return v6.toIPv4Address();
  if (v6.match(ipaddr.IPv6.parse('64:ff9b::'), 96)) return new ipaddr.IPv4(v6.toByteArray().slice(12));
  return ip;
}

/**
 * Returns `text` as a URL that the server may call later: http or https, without credentials, and not
 * obviously on a private network.
 *
 * A name that resolves to a private address passes here, because what it resolves to can change at any moment: the
 * connection is checked again after each resolution.
 *
 * @param member Where the URL was given, for the message, for example `url`.
 * @throws DepotError `BAD_REQUEST`, or `ADDRESS_NOT_ALLOWED` unless `allowPrivateNetworks`.
 */
export function parseOutboundUrl(text: string, member: string, allowPrivateNetworks: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new DepotError('BAD_REQUEST', `\`${member}\` must be an absolute http or https URL.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new DepotError('BAD_REQUEST', `\`${member}\` must not contain a user name or a password.`);
  }
  if (!allowPrivateNetworks && !mayBePublic(url.hostname)) throw addressNotAllowed(url.hostname, member);
  return url;
}

/** Returns the error for a URL, or the connection to it, that would reach a private address. */
export function addressNotAllowed(host: string, member: string): DepotError {
  return new DepotError(
    'ADDRESS_NOT_ALLOWED',
    `\`${member}\` points at ${host}, which is not a public address. A depot reaches private networks only when it was started with --allow-private-networks.`,
  );
}

/** Returns the IP address inside a URL's host, without the brackets of IPv6; undefined for a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(bare) ? bare : undefined;
}

function mayBePublic(hostname: string): boolean {
  const address = literalAddress(hostname);
  if (address !== undefined) return isPublicAddress(address);
  const name = hostname.replace(/\.$/, '');
  return name !== 'localhost' && !name.endsWith('.localhost');
}

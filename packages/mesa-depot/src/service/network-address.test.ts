import { describe, expect, it } from 'vitest';
import { isPublicAddress, parseOutboundUrl } from './network-address.js';

describe('isPublicAddress', () => {
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '::ffff:1.1.1.1', '64:ff9b::101:101'])(
    'admits %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['this host', '0.0.0.0', '0.1.2.3', '::'],
    ['loopback', '127.0.0.1', '127.255.1.2', '::1', '::127.0.0.1'],
    [
      'private networks',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      'fc00::1',
      'fd12::1',
      'fec0::1',
    ],
    [
      'link-local addresses and cloud metadata',
      '169.254.1.1',
      '169.254.169.254',
      'fe80::1',
      'fd00:ec2::254',
      '168.63.129.16',
    ],
    ['shared and benchmarking ranges', '100.64.0.1', '100.100.100.200', '198.18.0.1'],
    [
      'multicast, broadcast and reserved ranges',
      '224.0.0.1',
      '255.255.255.255',
      '240.0.0.1',
      '192.0.2.1',
      'ff02::1',
    ],
    [
      'IPv4 inside IPv6',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:169.254.169.254',
      '64:ff9b::7f00:1',
      '64:ff9b:1::7f00:1',
      '::ffff:0:127.0.0.1',
      '2002:7f00:1::',
      '2001::1',
    ],
    ['what is no address', '', 'example.com', '1.1.1.1.1', 'localhost', '1.1.1.1%0'],
  ])('refuses %s', (_, ...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});

describe('parseOutboundUrl', () => {
  const refused = (code: string) =>
    expect.objectContaining({ code, message: expect.stringContaining('`url`') });

  it.each([
    'https://hooks.example.com/mesa',
    'http://example.com:8080/?a=b',
    'https://1.1.1.1/',
    'https://[2606:4700::1111]/',
  ])('accepts %s', (text) => expect(parseOutboundUrl(text, 'url', false)).toEqual(new URL(text)));

  it.each([
    '',
    'hooks.example.com',
    '/path',
    'ftp://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'http://a b/',
    'https://user@example.com/',
    'https://:pass@example.com/',
  ])('refuses %s as malformed, whatever networks are allowed', (text) => {
    expect(() => parseOutboundUrl(text, 'url', true)).toThrow(refused('BAD_REQUEST'));
  });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0.0.0.0:8790/',
    'http://localhost:8790/',
    'http://LOCALHOST./',
    'http://depot.localhost/',
    'http://10.1.2.3/',
  ])('refuses %s unless private networks are allowed', (text) => {
    expect(() => parseOutboundUrl(text, 'url', false)).toThrow(refused('ADDRESS_NOT_ALLOWED'));
    expect(parseOutboundUrl(text, 'url', true)).toEqual(new URL(text));
  });

  it('does not echo credentials', () => {
    expect(() => parseOutboundUrl('https://user:hunter2@example.com/', 'url', true)).toThrow(
      /^(?!.*hunter2)/,
    );
  });
});

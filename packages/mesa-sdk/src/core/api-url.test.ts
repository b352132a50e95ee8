import { expect, test } from 'vitest';
import { InvalidApiUrlError } from '../errors/invalid-api-url-error.js';
import { PRIVATE_KEY } from '../testing/private-key.js';
import { defaultVcsUrl, toBaseUrl } from './api-url.js';

test.each([
  ['https://api.mesa.dev/v1', 'https://api.mesa.dev/v1'],
  ['https://api.mesa.dev/v1//', 'https://api.mesa.dev/v1'],
  [' http://127.0.0.1:8790/v1/ ', 'http://127.0.0.1:8790/v1'],
  ['http://localhost/', 'http://localhost'],
])('%j becomes %j', (text, url) => {
  expect(toBaseUrl(text, 'apiUrl')).toBe(url);
});

test.each([
  'api.mesa.dev',
  'ftp://api.mesa.dev',
  'file:///x',
  'https://u:secret@x',
  'https://x/?a=b',
  'https://x/#a',
  'http://',
])('%j is refused without showing what may be secret', (text) => {
  expect(() => toBaseUrl(text, 'vcsUrl')).toThrow(InvalidApiUrlError);
  expect(() => toBaseUrl(text, 'vcsUrl')).toThrow(/`vcsUrl`/);
  expect(() => toBaseUrl(text, 'vcsUrl')).not.toThrow(/secret/);
});

test('a private key in a URL is refused', () => {
  expect(() => toBaseUrl(`https://x/${PRIVATE_KEY}`, 'apiUrl')).toThrow(/looks like a private key/);
});

test('mounts are served by the hosted service for its own API, else by the origin of the API', () => {
  expect(defaultVcsUrl('https://api.mesa.dev/v1')).toBe('https://vcs.mesa.dev');
  expect(defaultVcsUrl('http://127.0.0.1:8790/v1')).toBe('http://127.0.0.1:8790');
});

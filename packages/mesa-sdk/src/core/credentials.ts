import { InvalidOptionsError } from 'mesa-rest';
import { MissingCredentialError } from '../errors/missing-credential-error.js';
import { decodeBase64Url } from './base64.js';
import { notBlank, readEnvironment } from './environment.js';
import { isOrgSlug } from './org-slug.js';
import { PrivateKey } from './private-key.js';
import { refusePrivateKey } from './private-key-text.js';

/** The options a credential may come in. At most one of them has a value. */
export interface CredentialOptions {
  /** API key, `mesa_…`. Default: the environment variable `MESA_API_KEY`. */
  readonly apiKey?: string | undefined;
  /**
   * Private key, `mesa_private_key_<org>_…`. It never leaves this process: a token is signed for every request.
   * Default: the environment variable `MESA_PRIVATE_KEY`.
   */
  readonly privateKey?: string | undefined;
  /** Access token that somebody else signed. It is sent as it is. */
  readonly accessToken?: string | undefined;
  /** The same as `accessToken`. */
  readonly auth?: { readonly accessToken: string } | undefined;
}

/** What a client proves itself with. */
export type Credential =
  | { readonly kind: 'api-key'; readonly apiKey: string }
  | { readonly kind: 'private-key'; readonly key: PrivateKey }
  | {
      readonly kind: 'access-token';
      readonly token: string;
      /** Organization that a private key signed the token for; undefined for a token signed from an API key. */
      readonly org: string | undefined;
    };

/**
 * Returns the credential of a client: the one that was given, else the one in the environment. Blank texts count as absent.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when there are two, or the one there is cannot be one.
 * @throws {MissingCredentialError} `MISSING_CREDENTIAL` when there is none.
 */
export function toCredential(options: CredentialOptions): Credential {
  const given = {
    apiKey: notBlank(options.apiKey),
    privateKey: notBlank(options.privateKey),
    accessToken: notBlank(options.accessToken),
    'auth.accessToken': notBlank(options.auth?.accessToken),
  };
  const names = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [`\`${name}\``],
  );
  if (names.length > 1) {
    throw new InvalidOptionsError(`A client has exactly one credential; ${names.join(' and ')} were given.`);
  }
  if (given.apiKey) return apiKeyCredential(given.apiKey, '`apiKey`');
  if (given.privateKey) return privateKeyCredential(given.privateKey);
  const accessToken = given.accessToken ?? given['auth.accessToken'];
  if (accessToken) return accessTokenCredential(accessToken);
  return fromEnvironment();
}

function fromEnvironment(): Credential {
  const apiKey = readEnvironment('MESA_API_KEY');
  const privateKey = readEnvironment('MESA_PRIVATE_KEY');
  if (apiKey && privateKey) {
    throw new InvalidOptionsError(
      'The environment variables MESA_API_KEY and MESA_PRIVATE_KEY are both set, and no credential was given. Unset one of ' +
        'them, or pass `apiKey` or `privateKey`.',
    );
  }
  if (apiKey) return apiKeyCredential(apiKey, 'MESA_API_KEY');
  if (privateKey) return privateKeyCredential(privateKey);
  throw new MissingCredentialError(
    'No credential. Pass `apiKey`, `privateKey` or `accessToken`, or set the environment variable MESA_API_KEY or MESA_PRIVATE_KEY.',
  );
}

function apiKeyCredential(text: string, what: string): Credential {
  refusePrivateKey(text, what);
  return { kind: 'api-key', apiKey: checkBearer(text, what) };
}

function privateKeyCredential(text: string): Credential {
  return { kind: 'private-key', key: PrivateKey.parse(text) };
}

function accessTokenCredential(text: string): Credential {
  refusePrivateKey(text, '`accessToken`');
  const token = checkBearer(text, '`accessToken`');
  const { alg, iss } = readUnverified(token);
  // Who signs with a private key names the organization, who signs from an API key names the key.
  if (alg !== 'EdDSA') return { kind: 'access-token', token, org: undefined };
  if (typeof iss === 'string' && isOrgSlug(iss)) return { kind: 'access-token', token, org: iss };
  throw new InvalidOptionsError(
    '`accessToken` names no organization in its claim `iss`; it is damaged or not an access token.',
  );
}

function checkBearer(text: string, what: string): string {
  if (/^bearer(\s|$)/i.test(text)) {
    throw new InvalidOptionsError(
      `${what} begins with the word \`Bearer\`. Pass the credential alone; the header is made of it.`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new InvalidOptionsError(
      `${what} has a blank, a line break or another character inside that a header cannot carry.`,
    );
  }
  return text;
}

/** Reads who signed a token, without checking that it is true: the server will. */
function readUnverified(token: string): { alg?: unknown; iss?: unknown } {
  const [header, claims] = token.split('.').map((part) => {
    try {
      const bytes = decodeBase64Url(part);
      return bytes && JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return undefined;
    }
  });
  return { alg: header?.alg, iss: claims?.iss };
}

import { InvalidOptionsError, InvalidResponseError } from 'mesa-rest';
import type { ManagedSecret } from 'mesa-rest/meshagent';
import { decodeBase64, encodeBase64 } from '../../core/base64.js';
import { checkMembers } from '../../core/known-members.js';

/** Sign-in to a registry of images. */
export interface PullSecret {
  /** Set by the server; `secrets.update` needs it. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly type: 'docker';
  readonly server: string;
  readonly username: string;
  readonly password: string;
  /** Default `none@example.com`: registries ask for one and do not use it. */
  readonly email?: string | undefined;
}

/** Environment variables. */
export interface KeysSecret {
  /** Set by the server; `secrets.update` needs it. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly type: 'keys';
  readonly data: Readonly<Record<string, string>>;
}

/** A secret, told by its `type`. */
export type Secret = PullSecret | KeysSecret;

/** A secret that the server has. */
export type StoredSecret = Secret & { readonly id: string };

const DEFAULT_EMAIL = 'none@example.com';

/** Returns the content of a secret as it travels: JSON in UTF-8 in base64. */
export function encodeSecret(secret: Secret): string {
  if (secret.type === 'docker') {
    checkMembers('A secret of type docker', secret, [
      'id',
      'name',
      'type',
      'server',
      'username',
      'password',
      'email',
    ]);
    const { server, username, password, email = DEFAULT_EMAIL } = secret;
    return encodeContent({ server, username, password, email });
  }
  if (secret.type === 'keys') {
    checkMembers('A secret of type keys', secret, ['id', 'name', 'type', 'data']);
    return encodeContent(secret.data);
  }
  throw new InvalidOptionsError('A secret has the `type` docker or keys.');
}

/** Returns an object, or the bytes of its JSON, as they travel. */
export function encodeContent(content: Readonly<Record<string, string>> | Uint8Array | ArrayBuffer): string {
  if (content instanceof Uint8Array) return encodeBase64(content);
  if (content instanceof ArrayBuffer) return encodeBase64(new Uint8Array(content));
  return encodeBase64(new TextEncoder().encode(JSON.stringify(content)));
}

/**
 * Returns a secret of the server with its content in place. Values that the caller may not see are empty.
 *
 * @throws {InvalidResponseError} `INVALID_RESPONSE` when the content is none, or the type is not known; the message repeats nothing
 * of the content.
 */
export function decodeSecret({ id, name, type, data_base64 }: ManagedSecret): StoredSecret {
  const content = decodeContent(data_base64);
  if (content === undefined) {
    const message = 'is no JSON object of texts, in UTF-8 and base64';
    throw new InvalidResponseError(
      `The content of the secret ${id} is not readable: data_base64 ${message}.`,
      {
        status: 200,
        issues: [{ path: 'data_base64', message }],
      },
    );
  }
  if (type === 'keys') return { id, name, type, data: content };
  // As one of the other type it would come back without what it holds, and be stored so by an update.
  if (type !== 'docker') throw unknownType(id, type);
  const { server = '', username = '', password = '', email = DEFAULT_EMAIL } = content;
  return { id, name, type, server, username, password, email };
}

function unknownType(id: string, type: never): InvalidResponseError {
  const message = `is ${JSON.stringify(type)}, which this version does not know`;
  return new InvalidResponseError(`The secret ${id} cannot be read: type ${message}.`, {
    status: 200,
    issues: [{ path: 'type', message }],
  });
}

function decodeContent(encoded: string): Record<string, string> | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64(encoded));
    const content: unknown = JSON.parse(text);
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined;
    if (Object.values(content).some((value) => typeof value !== 'string')) return undefined;
    return content as Record<string, string>;
  } catch {
    return undefined;
  }
}

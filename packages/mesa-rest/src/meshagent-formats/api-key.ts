/** What is in the value of a MeshAgent API key. */
export interface ApiKeyParts {
  /** UUID of the key. */
  readonly id: string;
  /** UUID of the project that it is for. */
  readonly projectId: string;
  /** What proves it, and what participant tokens are signed with. */
  readonly secret: string;
}

const PREFIX = 'ma-';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** What can travel in a header. */
const SECRET = /^[\x21-\x7e]+$/;
/** 16 bytes in base64 without padding, of whose last digit two bits count. */
const PACKED = /^[A-Za-z0-9_.]{21}[AQgw]$/;

/**
 * Returns the value of an API key: `ma-`, key id and project id as 16 bytes each in URL-safe base64 with `.` for `-`, and the
 * secret, separated by `-`.
 *
 * @throws TypeError when an id is no UUID, or the secret is empty or has blanks in it
 * @example
 * encodeApiKey({ id: '11111111-1111-4111-8111-111111111111', projectId: '22222222-2222-4222-8222-222222222222', secret: 'S3c-ret' });
 * // 'ma-ERERERERQRGBEREREREREQ-IiIiIiIiQiKCIiIiIiIiIg-S3c-ret'
 */
export function encodeApiKey({ id, projectId, secret }: ApiKeyParts): string {
  if (!SECRET.test(secret ?? '')) {
    throw new TypeError('The secret of an API key must not be empty, nor have blanks in it.');
  }
  return `${PREFIX}${pack(id, 'id')}-${pack(projectId, 'projectId')}-${secret}`;
}

/**
 * Returns what is in the value of an API key. The secret may itself have a `-`.
 *
 * @throws TypeError when it is none; the message repeats nothing of it
 */
export function parseApiKey(value: string): ApiKeyParts {
  const [id = '', projectId = '', ...secret] = String(value).startsWith(PREFIX)
    ? value.slice(PREFIX.length).split('-')
    : [];
  if (!PACKED.test(id) || !PACKED.test(projectId) || !SECRET.test(secret.join('-'))) {
    throw new TypeError(
      'This is no MeshAgent API key: one begins with `ma-` and has an id, a project and a secret.',
    );
  }
  return { id: unpack(id), projectId: unpack(projectId), secret: secret.join('-') };
}

function pack(uuid: string, member: string): string {
  if (!UUID.test(uuid)) throw new TypeError(`The ${member} of an API key must be a UUID.`);
  const hex = uuid.replaceAll('-', '');
  const bytes = Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '.')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function unpack(text: string): string {
  const bytes = atob(text.replaceAll('.', '+').replaceAll('_', '/'));
  const hex = [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

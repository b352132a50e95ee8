import type { SecretInput } from 'mesa-rest/meshagent';
import { invalid } from '../meshagent-error.js';

/** What a secret holds: texts by name. */
export type SecretContent = Readonly<Record<string, string>>;

/** The largest content, in characters of JSON. */
const MAX_CONTENT_CHARACTERS = 64 * 1024; // 64 Ki
const MAX_NAME_CHARACTERS = 255;

/** Members of a sign-in to a registry of images. The address has a default: registries ask for one and do not use it. */
const DOCKER_MEMBERS = ['server', 'username', 'password', 'email'] as const;
const DEFAULT_EMAIL = 'none@example.com';

/**
 * Returns what a secret is to hold. It comes as an object in `data`, as the first generation of clients sends it, or in
 * `data_base64`, as JSON in UTF-8 in base64.
 *
 * @throws MeshagentError `invalid_request` naming the member. Values are never repeated.
 */
export function toSecretContent({ type, data, data_base64: encoded }: SecretInput): SecretContent {
  const hasData = data !== undefined && data !== null;
  const hasEncoded = encoded !== undefined && encoded !== null;
  if (hasData === hasEncoded) throw invalid('data_base64', 'or `data` must be given, one of them');
  const root = hasEncoded ? 'data_base64' : 'data';
  const content = requireTexts(root, hasEncoded ? decode(encoded) : data);
  if (JSON.stringify(content).length > MAX_CONTENT_CHARACTERS) {
    throw invalid(root, 'may have 64 Ki characters of JSON');
  }
  return type === 'docker' ? requireDocker(root, content) : requireKeys(root, content);
}

function decode(encoded: string): unknown {
  const bytes = Buffer.from(encoded, 'base64');
  // Node leaves out what is no base64, so it is written again to see whether all of it was.
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/={1,2}$/, '');
  try {
    if (isBase64) return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Refused below, without the words of the parser: they would repeat the content.
  }
  throw invalid('data_base64', 'must be a JSON object in UTF-8, in base64');
}

function requireTexts(root: string, value: unknown): SecretContent {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(root, 'must be an object');
  }
  for (const [name, item] of Object.entries(value)) {
    if (typeof item !== 'string') throw invalid(pathOf(root, name), 'must be a string');
  }
  return value as SecretContent;
}

function requireDocker(root: string, content: SecretContent): SecretContent {
  const { server, username, password, email = DEFAULT_EMAIL } = content;
  for (const name of Object.keys(content)) {
    if (!(DOCKER_MEMBERS as readonly string[]).includes(name)) {
      throw invalid(pathOf(root, name), `is not known; allowed are ${DOCKER_MEMBERS.join(', ')}`);
    }
  }
  if (server === undefined) throw invalid(`${root}.server`, 'is required');
  if (username === undefined) throw invalid(`${root}.username`, 'is required');
  if (password === undefined) throw invalid(`${root}.password`, 'is required');
  return { server, username, password, email };
}

/** Names are those of environment variables: what no process can have is refused here, and not when one starts. */
function requireKeys(root: string, content: SecretContent): SecretContent {
  for (const [name, value] of Object.entries(content)) {
    if (name === '' || name.length > MAX_NAME_CHARACTERS || /[=\0]/.test(name)) {
      throw invalid(
        pathOf(root, name),
        `must have a name of 1 to ${MAX_NAME_CHARACTERS} characters without = and NUL`,
      );
    }
    if (value.includes('\0')) throw invalid(pathOf(root, name), 'must not have NUL in it');
  }
  return content;
}

function pathOf(root: string, name: string): string {
  return /^[A-Za-z_]\w{0,63}$/.test(name)
    ? `${root}.${name}`
    : `${root}[${JSON.stringify(name.slice(0, 64))}]`;
}

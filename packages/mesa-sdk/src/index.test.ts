import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import * as sdk from './index.js';
import { VERSION } from './version.js';

test('exports these names', () => {
  expect(Object.keys(sdk).sort()).toMatchInlineSnapshot(`
    [
      "AbortedError",
      "ApiError",
      "AuthenticationError",
      "AuthorizationError",
      "Bash",
      "BashAbortedError",
      "BashSession",
      "BashTimeoutError",
      "BashUnavailableError",
      "BookmarkCreatedPayloadSchema",
      "BookmarkDeletedPayloadSchema",
      "BookmarkMergedPayloadSchema",
      "BookmarkMovedError",
      "BookmarkMovedPayloadSchema",
      "ChangeCreatedPayloadSchema",
      "ChangeEvolvedPayloadSchema",
      "ConflictError",
      "ConnectionError",
      "ExecResult",
      "FileSystemError",
      "FsDefinition",
      "InvalidApiUrlError",
      "InvalidOptionsError",
      "InvalidRequestError",
      "InvalidResponseError",
      "KernelMountError",
      "Mesa",
      "MesaApiError",
      "MesaError",
      "MesaFileSystem",
      "MesaFileSystemSubscription",
      "MesaWebhookVerificationError",
      "MissingApiKeyError",
      "MissingCredentialError",
      "MissingWebhookSecretError",
      "NotFoundError",
      "NotOnBookmarkError",
      "OrgResolutionError",
      "PagePromise",
      "PushPayloadSchema",
      "RateLimitError",
      "RepoCreatedPayloadSchema",
      "RepoDeletedPayloadSchema",
      "RepoUpdatedPayloadSchema",
      "SIGNATURE_HEADER",
      "ServerError",
      "SessionEndedError",
      "SyncCompletedPayloadSchema",
      "SyncFailedPayloadSchema",
      "SyncInProgressPayloadSchema",
      "SyncQueuedPayloadSchema",
      "TimeoutError",
      "VIRTUAL_ROOT_CHANGE_ID",
      "ValidationError",
      "WEBHOOK_EVENT_NAMES",
      "WebhookEventSchema",
      "Webhooks",
      "repo",
      "signWebhook",
    ]
  `);
});

test('the version of the user agent is that of the package', () => {
  expect(VERSION).toBe(packageJson.version);
});

test('no source imports a Node built-in, so that the package runs in browsers and edge runtimes', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      path.endsWith('.ts') &&
      !path.endsWith('.test.ts') &&
      !/(^|\/)testing\//.test(path) &&
      // What is Node's is loaded by itself.
      !/^(fs\/(door|kernel|node)|bash)\//.test(path),
  );
  expect(sources.length).toBeGreaterThan(30);
  for (const path of sources) {
    const imports = [
      ...readFileSync(`${import.meta.dirname}/${path}`, 'utf8').matchAll(/(?:from|import)\s*\(?'([^']+)'/g),
    ];
    for (const [, name = ''] of imports) {
      expect.soft([path, name.startsWith('node:') || builtinModules.includes(name)]).toEqual([path, false]);
    }
  }
});

describe('errors', () => {
  const SECRET = 'mesa_private_key_acme_MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';
  const documentation = readFileSync(`${import.meta.dirname}/../../../docs/errors.md`, 'utf8');
  const errors = Object.entries<unknown>({ ...sdk }).filter(
    (entry): entry is [string, new (...input: never[]) => sdk.MesaError] =>
      typeof entry[1] === 'function' &&
      (entry[1] === sdk.MesaError || entry[1].prototype instanceof sdk.MesaError),
  );
  const aliases: Record<string, string> = {
    MesaApiError: 'ApiError',
    MissingApiKeyError: 'MissingCredentialError',
  };

  function make(type: new (...input: never[]) => sdk.MesaError): sdk.MesaError {
    const make = type as new (...input: unknown[]) => sdk.MesaError;
    if (type === (sdk.MesaError as unknown)) return new make('SOME_CODE', `saw ${SECRET}`);
    if (type === (sdk.ApiError as unknown) || type.prototype instanceof sdk.ApiError) {
      const init = {
        status: 418,
        code: 'SOME_CODE',
        text: `saw ${SECRET}`,
        details: { token: SECRET },
        headers: new Headers(),
        body: SECRET,
      };
      return new make(init);
    }
    if (type === (sdk.FileSystemError as unknown)) {
      return new make({ code: 'EIO', syscall: 'saw', path: SECRET, hint: SECRET });
    }
    if (type === (sdk.KernelMountError as unknown)) return new make('MOUNT_FAILED', `saw ${SECRET}`);
    return new make(`saw ${SECRET}`, { status: 200, timeoutMs: 1 });
  }

  test.each(errors)('%s has the root, a name, a code and no credential', (name, type) => {
    const error = make(type);
    expect(error).toBeInstanceOf(sdk.MesaError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(aliases[name] ?? name);
    expect(error.code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(error.message).toMatch(new RegExp(`^${error.code}: .*saw`));
    const shown = `${error} ${error.stack} ${JSON.stringify(error)} ${JSON.stringify(error.toJSON())} ${inspect(error, { depth: 9 })}`;
    expect(shown).not.toContain(SECRET);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name: error.name, code: error.code });
    expect(documentation).toContain(`\`${name}\``);
  });

  test('that do not come from the server have a code of their own each', () => {
    const ofMounts = ['MOUNT_UNAVAILABLE', 'MOUNT_POINT_UNUSABLE', 'UNMOUNT_FAILED'];
    const codes = errors
      .filter(
        ([name, type]) =>
          !(name in aliases) &&
          // Its codes are those of Node.
          type !== (sdk.FileSystemError as unknown) &&
          // What was ended is a script here, and a request elsewhere.
          type !== (sdk.BashAbortedError as unknown) &&
          type !== (sdk.ApiError as unknown) &&
          !(type.prototype instanceof sdk.ApiError),
      )
      .map(([, type]) => make(type).code)
      .filter((code) => code !== 'SOME_CODE')
      // The only class with several.
      .concat(ofMounts);
    expect(new Set(codes).size).toBe(codes.length);
    const known: Record<sdk.MesaErrorCode, true> = {
      ABORTED: true,
      BASH_TIMEOUT: true,
      BASH_UNAVAILABLE: true,
      BOOKMARK_MOVED: true,
      CONNECTION_FAILED: true,
      INVALID_API_URL: true,
      INVALID_OPTIONS: true,
      INVALID_REQUEST: true,
      INVALID_RESPONSE: true,
      MISSING_CREDENTIAL: true,
      MISSING_WEBHOOK_SECRET: true,
      MOUNT_FAILED: true,
      MOUNT_POINT_UNUSABLE: true,
      MOUNT_UNAVAILABLE: true,
      NOT_ON_BOOKMARK: true,
      ORG_RESOLUTION_FAILED: true,
      SESSION_ENDED: true,
      TIMEOUT: true,
      UNMOUNT_FAILED: true,
      WEBHOOK_VERIFICATION_FAILED: true,
    };
    expect(codes.sort()).toEqual(Object.keys(known).sort());
    for (const code of codes) expect(documentation).toContain(`\`${code}\``);
  });

  test('aliases are the same class', () => {
    expect(sdk.MesaApiError).toBe(sdk.ApiError);
    expect(sdk.MissingApiKeyError).toBe(sdk.MissingCredentialError);
  });
});

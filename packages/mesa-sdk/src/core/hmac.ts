import { InvalidOptionsError } from 'mesa-rest';

/** Returns the HMAC-SHA256 of a message, through WebCrypto. */
export async function hmacSha256(
  key: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle().importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await subtle().sign('HMAC', imported, message));
}

/** Returns the SHA-256 of some bytes, through WebCrypto. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await subtle().digest('SHA-256', bytes));
}

function subtle(): SubtleCrypto {
  if (globalThis.crypto?.subtle) return globalThis.crypto.subtle;
  throw new InvalidOptionsError(
    'This needs WebCrypto (`crypto.subtle`), which is missing here. In a browser the page must be loaded over https ' +
      'or from localhost.',
  );
}

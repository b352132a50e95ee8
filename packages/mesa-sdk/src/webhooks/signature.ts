import { equalBytes } from '../core/equal-bytes.js';
import { hmacSha256 } from '../core/hmac.js';
import { MesaWebhookVerificationError } from '../errors/mesa-webhook-verification-error.js';

/** Header that carries the signature of a delivery. */
export const SIGNATURE_HEADER = 'x-mesa-signature';

/** How far the stamp of a delivery may be from the clock of the receiver, in either direction. */
const TOLERANCE_SECONDS = 300; // 5 minutes

/**
 * Returns the value of the signature header for a body: `t=<unix seconds>,sha256=<hex>`.
 *
 * Useful to test a receiver without a server.
 *
 * @param timestamp Unix seconds; default now.
 */
export async function signWebhook(
  secret: string,
  body: string | Uint8Array,
  timestamp: number = Math.floor(Date.now() / 1000),
): Promise<string> {
  const mac = await macOf(secret, String(timestamp), toBytes(body));
  return `t=${timestamp},sha256=${Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Checks the signature of a delivery. The time of the comparison does not depend on where the signatures differ.
 *
 * @param header Value of the signature header; undefined or null when it was missing.
 * @param nowMs Time of the receiver's clock.
 * @throws {MesaWebhookVerificationError} `WEBHOOK_VERIFICATION_FAILED` when the header is missing or malformed, the stamp
 * is more than 300 seconds off, or the signature is not that of the body.
 */
export async function verifySignature(
  secret: string,
  body: Uint8Array,
  header: string | null | undefined,
  nowMs: number,
): Promise<void> {
  if (header === null || header === undefined || header === '') {
    throw new MesaWebhookVerificationError(
      `The header ${SIGNATURE_HEADER} is missing: the request is not a delivery.`,
    );
  }
  const { timestamp, mac } = parseHeader(header);
  const offBy = Math.abs(nowMs / 1000 - Number(timestamp));
  if (offBy > TOLERANCE_SECONDS) {
    throw new MesaWebhookVerificationError(
      `The delivery is stamped ${Math.round(offBy)} s away from this machine's clock; at most ${TOLERANCE_SECONDS} s are ` +
        'allowed. It is a replay, or one of the clocks is wrong.',
    );
  }
  if (!equalBytes(await macOf(secret, timestamp, body), mac)) {
    throw new MesaWebhookVerificationError(
      'The signature does not fit the body. Check that the secret is that of this webhook target, and that the body ' +
        'is passed as it was received, before any parser.',
    );
  }
}

/** Returns bytes of a body that may be given as text. */
export function toBytes(body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
}

function parseHeader(header: string): { timestamp: string; mac: Uint8Array } {
  const members = new Map<string, string>();
  for (const part of header.split(',')) {
    const [name = '', value] = part.split('=', 2);
    if (value !== undefined && !members.has(name.trim())) members.set(name.trim(), value.trim());
  }
  const timestamp = members.get('t');
  const hex = members.get('sha256');
  if (
    timestamp === undefined ||
    !/^\d{1,15}$/.test(timestamp) ||
    hex === undefined ||
    !/^[0-9a-f]{64}$/i.test(hex)
  ) {
    throw new MesaWebhookVerificationError(
      `The header ${SIGNATURE_HEADER} is malformed; expected \`t=<unix seconds>,sha256=<64 hex digits>\`.`,
    );
  }
  return {
    timestamp,
    mac: Uint8Array.from({ length: 32 }, (_, index) => parseInt(hex.slice(index * 2, index * 2 + 2), 16)),
  };
}

async function macOf(secret: string, timestamp: string, body: Uint8Array): Promise<Uint8Array> {
  const prefix = new TextEncoder().encode(`${timestamp}.`);
  const message = new Uint8Array(prefix.length + body.length);
  message.set(prefix);
  message.set(body, prefix.length);
  return hmacSha256(new TextEncoder().encode(secret), message);
}

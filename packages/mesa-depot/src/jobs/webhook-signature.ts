import { createHmac } from 'node:crypto';

/**
 * Returns the `x-mesa-signature` header of a webhook body: `t=<unix seconds>,sha256=<hex>`, the HMAC-SHA-256 of
 * `<t>.<body>` under the target's secret. The time is signed too, so that a receiver can refuse a replay.
 */
export function signWebhook(secret: string, body: Uint8Array, nowMs: number): string {
  const t = Math.floor(nowMs / 1000);
  return `t=${t},sha256=${createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex')}`;
}

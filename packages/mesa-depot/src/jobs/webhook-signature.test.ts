import { expect, it } from 'vitest';
import { signWebhook } from './webhook-signature.js';

it('signs as the format prescribes', () => {
  expect(signWebhook('whsec_test', Buffer.from('{"a":1}'), 1_700_000_000_999)).toBe(
    't=1700000000,sha256=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789',
  );
});

import fc from 'fast-check';
import { parseJson, verifyEnvelope } from 'mesa-sdk/commitments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, OFFER, ok, type Party, type World } from './world.js';

const NUM_RUNS = 60;

describe('gate', () => {
  let world: World;
  let party: Party;
  beforeAll(async () => {
    world = await createWorld();
    party = await world.join('offer', 'counter');
  });
  afterAll(() => world.depot.close());

  /** Sends a body as it is written; returns status and code. */
  const submit = async (text: string): Promise<string> => {
    const response = await fetch(`${world.url}/commitments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    });
    const { detail } = (await response.json()) as { detail?: { code?: string } };
    return `${response.status}${detail?.code === undefined ? '' : ` ${detail.code}`}`;
  };

  it('lets no envelope past the signature that is not the one that was signed', async () => {
    const other = await world.join('offer', 'counter');
    const deliberationId = await world.open();
    const signed = party.sign({
      deliberationId,
      payload: {
        summary: 'license $40k/yr',
        terms: { fee_total_usd: 40_000, rate: 0.5, scope: ['news'], dpa: true, none: null },
      },
    });
    const { id, timestamp, payload } = signed;
    const forged = other.sign({ id, timestamp, payload, deliberationId, emittedBy: party.id }).signature;
    const text = JSON.stringify(signed);
    const edit = fc.oneof(
      // Some text in place of a piece of the body, wherever it is.
      fc
        .tuple(fc.nat(text.length - 1), fc.nat(3), fc.string({ maxLength: 3, unit: 'grapheme-ascii' }))
        .map(([at, removed, added]) => text.slice(0, at) + added + text.slice(at + removed)),
      // Another value of a member that was signed.
      fc
        .tuple(
          fc.constantFrom('id', 'parent_id', 'timestamp', 'type', 'emitted_by', 'deliberation_id', 'payload'),
          fc.constantFrom(null, 'counter', other.id, '', 'x', {}, OFFER, undefined),
        )
        .map(([name, value]) => JSON.stringify({ ...signed, [name]: value })),
      // The same number in other words, which are other bytes; members of the payload that come, go and change places.
      fc.constantFrom(
        text.replace('40000', '40000.0'),
        text.replace('40000', '4e4'),
        text.replace('"news"', '"news","news"'),
        text.replace('"none":null', '"none":[]'),
        text.replace('"dpa":true,', ''),
        text.replace('"dpa":true', '"dpa":1'),
        text.replace('"signature":"', '"signature":"0').replace(/.("})?$/, '"}'),
        JSON.stringify({ ...signed, signature: forged }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(edit, async (changed) => {
        // Blanks, the order of members, escapes and what nobody signs may change: then it is the same envelope.
        fc.pre(!isSame(changed, party.keypair.publicKeyHex));
        const outcome = await submit(changed);
        expect(['401 invalid_signature', '401 unknown_principal', '422', '422 malformed_envelope']).toContain(
          outcome,
        );
      }),
      { numRuns: NUM_RUNS },
    );
    expect(ok(await world.send('listCommitments', { query: { principal_id: party.id } }))).toEqual([]);
    // The envelope as it was signed does pass, written in another way too.
    const { signature, ...rest } = signed;
    expect(await submit(JSON.stringify({ signature, extra: 1, ...rest }, null, 2))).toBe('201');
  });

  it('takes numbers as they were signed, and gives them back so', async () => {
    const terms = '{"a":1.0,"b":12345678901234567890,"c":1e-07,"d":100.0}';
    const payload = parseJson(`{"summary":"exact","terms":${terms}}`) as Record<string, unknown>;
    const { payload: _, ...rest } = party.sign({ payload });
    const sent = `${JSON.stringify(rest).slice(0, -1)},"payload":{"terms":{"d":1e2,${terms.slice(1).replace(',"d":100.0', '')},"summary":"exact"}}`;
    expect(await submit(sent)).toBe('201');
    const list = await (await fetch(`${world.url}/commitments?principal_id=${party.id}`)).text();
    expect(list).toContain(`"terms":${terms}`);
  });

  it('takes envelopes of both revisions', async () => {
    expect(await submit(JSON.stringify(party.sign({ revision: 1 })))).toBe('201');
    const signed = party.sign();
    expect(signed).toHaveProperty('deliberation_id', null);
    expect(await submit(JSON.stringify(signed))).toBe('201');
    const { deliberation_id: _, ...without } = party.sign();
    expect(await submit(JSON.stringify(without))).toBe('401 invalid_signature');
  });

  it('stores one of identical submissions that arrive at once', async () => {
    const text = JSON.stringify(party.sign());
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => submit(text)));
    expect(outcomes.sort()).toEqual(['201', ...Array.from({ length: 7 }, () => '409 duplicate_envelope')]);
  });

  it('stores them all where replays are allowed', async () => {
    await using open = await createWorld({
      adminToken: 'admin-token-of-the-contract-tests',
      refuseReplays: false,
    });
    const body = (await open.join('offer')).sign();
    const answers = await Promise.all([1, 2].map(() => open.send('createCommitment', { body })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body.id).not.toBe(answers[1]?.body.id);
  });

  it('lets racing turns all speak, each with an index of its own', async () => {
    const id = await world.open();
    const turns = await Promise.all(
      Array.from({ length: 6 }, (_, number) => {
        const body = party.sign({ type: 'turn', payload: { content: `turn ${number}` } });
        return world.send('appendTurn', { path: { id }, body });
      }),
    );
    expect(turns.map((turn) => ok(turn).index).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('lets the strongest of the policies decide, and names those that fired', async () => {
    const { id, sign } = await world.join('offer');
    const scope = { scope_kind: 'agent', scope_ref: id };
    for (const [action, cap, route_to] of [
      ['allow', 10, null],
      ['flag', 20, null],
      ['route', 30, 'legal'],
      ['block', 40, null],
    ] as const) {
      await world.policy({ ...scope, name: action, params: { cap }, action, route_to });
    }
    const outcome = async (fee_total_usd: unknown) => {
      const body = sign({ payload: { summary: 'x', terms: { fee_total_usd } } });
      const { body: answer } = await world.send('createCommitment', { body });
      if (answer.detail) return answer.detail.code;
      const fired = answer.decision.applied.map(({ policy_name }: { policy_name: string }) => policy_name);
      return [answer.status, answer.decision.action, ...fired.sort()].join(' ');
    };
    expect(await outcome(10)).toBe('active allow');
    expect(await outcome(11)).toBe('active allow allow');
    expect(await outcome(21)).toBe('flagged flag allow flag');
    expect(await outcome(31)).toBe('flagged route allow flag route');
    expect(await outcome(41)).toBe('policy_blocked');
    // What is of another type fires nothing.
    expect(await outcome('41')).toBe('active allow');
    expect(await outcome(true)).toBe('active allow');
  });
});

function isSame(text: string, publicKeyHex: string): boolean {
  try {
    return verifyEnvelope(text, publicKeyHex);
  } catch {
    return false;
  }
}

import { Envelope, Forbidden, Keypair, MesaClient } from 'mesa-sdk/commitments';

const { MESA_COMMITMENTS_URL = 'http://127.0.0.1:8790/commitments', MESA_ADMIN_TOKEN } = process.env;
const client = new MesaClient(MESA_COMMITMENTS_URL);
const operator = new MesaClient(MESA_COMMITMENTS_URL, { adminToken: MESA_ADMIN_TOKEN });

// 1. Register. The private key never leaves this process.
const keypair = Keypair.generate();
const me = await client.principals.create({ org: 'acme', publicKey: keypair.publicKeyHex });

/** Signs an offer and submits it. */
async function offer(summary: string, terms: Record<string, unknown>): Promise<void> {
  const signed = new Envelope({ type: 'offer', emittedBy: me.id, payload: { summary, terms } }).sign(keypair);
  try {
    const { status, decision } = await client.commitments.create(signed);
    const fired = decision.applied.map(({ policy_name, action }) => `${policy_name}: ${action}`);
    console.log(`${summary} -> ${[status, ...fired].join(', ')}`);
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error;
    console.log(`${summary} -> refused, ${error.code}`); // the code tells authority from policy
  }
}

await offer('license $40k/yr', { fee_total_usd: 40_000 });

// 2. An operator says what the principal may emit, and what to look out for.
await operator.principals.setCapabilities(me.id, ['offer', 'counter']);
const policies = [
  await operator.policies.create({
    name: 'personal data needs a DPA',
    scopeKind: 'global',
    predicateName: 'scope_mentions_pii_without_dpa',
    action: 'flag',
  }),
  await operator.policies.create({
    name: 'spend cap',
    scopeKind: 'agent',
    scopeRef: me.id,
    predicateName: 'spend_over_cap',
    params: { cap: 100_000 },
    action: 'block',
  }),
];

// 3. Through the gate: signature, authority, schema, policy.
await offer('license $50k/yr', { fee_total_usd: 50_000 });
await offer('license with personal data', { fee_total_usd: 50_000, scope: ['news', 'PII'] });
await offer('license $400k/yr', { fee_total_usd: 400_000 });

for (const { id } of policies) await operator.policies.delete(id);

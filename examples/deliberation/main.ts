import { Envelope, Keypair, MesaClient } from 'mesa-sdk/commitments';

const { MESA_COMMITMENTS_URL = 'http://127.0.0.1:8790/commitments', MESA_ADMIN_TOKEN } = process.env;
const client = new MesaClient(MESA_COMMITMENTS_URL);
const operator = new MesaClient(MESA_COMMITMENTS_URL, { adminToken: MESA_ADMIN_TOKEN });

/** A party of the negotiation: signs what it says and commits to. */
async function join(org: string, capabilities: string[]) {
  const keypair = Keypair.generate();
  const { id } = await client.principals.create({ org, publicKey: keypair.publicKeyHex });
  await operator.principals.setCapabilities(id, capabilities);
  const sign = (type: string, payload: Record<string, unknown>) =>
    new Envelope({ type, emittedBy: id, deliberationId: deliberation.id, payload }).sign(keypair);
  return {
    id,
    org,
    say: (content: string) => client.deliberations.appendTurn(deliberation.id, sign('turn', { content })),
    commit: (type: string, payload: Record<string, unknown>) =>
      client.commitments.create(sign(type, payload)),
  };
}

const deliberation = await client.deliberations.open({ title: 'News archive', counterpartySlug: 'globex' });
const lab = await join('acme', ['offer', 'approval', 'signoff']);
const publisher = await join('globex', ['counter', 'signoff']);
const names = new Map([lab, publisher].map(({ id, org }) => [id, org]));

// Somebody watches, with a token that is good for this alone.
const { token } = await operator.principals.issueToken(lab.id, {
  scopes: ['subscribe'],
  deliberationId: deliberation.id,
});
async function watch(): Promise<void> {
  for await (const event of client.deliberations.subscribe(deliberation.id, { token })) {
    if (event.type === 'turn') console.log(`${names.get(event.data.speaker_id)}: ${event.data.content}`);
    if (event.type === 'deliberation') console.log(`[${event.data.stage}, ${event.data.status}]`);
    if (event.type === 'commitment')
      console.log(`${names.get(event.data.principal_id)} signs: ${event.data.type}`);
    if (event.type === 'deliberation' && event.data.status === 'closed') return;
  }
}
const watching = watch();

await lab.say('We would like ten years of the archive.');
const offer = await lab.commit('offer', { summary: 'license $40k/yr', terms: { fee_total_usd: 40_000 } });
await publisher.say('Not for that.');
const counter = await publisher.commit('counter', {
  supersedes: offer.id,
  summary: 'license $60k/yr',
  terms: { fee_total_usd: 60_000 },
});
await lab.commit('approval', { approves: counter.id });
await client.deliberations.patch(deliberation.id, { stage: 'signoff' });
for (const party of [lab, publisher]) {
  await party.commit('signoff', { agreed_commitments: [counter.id], outcome: 'agreement' });
}
await client.deliberations.close(deliberation.id);
await watching;

const { turns, commitments } = await client.deliberations.get(deliberation.id);
console.log(`${turns.length} turns, ${commitments.length} commitments`);

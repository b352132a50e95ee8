import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson, parseJson } from 'mesa-rest/canonical-json';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import { ADMIN, type Signer, World } from '../testing/world.js';

describeOnEngines('the audit log', (engine) => {
  let world: World;
  let signer: Signer;

  beforeEach(async () => {
    world = await World.create(engine);
    signer = await world.register('offer');
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const submit = () => world.call('POST', '/commitments', signer.envelope());
  const verify = async () => (await world.server.services.audit.verify()).problems.map(({ kind }) => kind);
  const tamper = (statement: string) =>
    world.storage.transaction(async (tx) => void (await sql.raw(statement).execute(tx)));

  it('tells everything that changed something, each entry with the hash of the one before', async () => {
    await world.policy({ action: 'route', route_to: 'legal' });
    const id = await world.deliberation();
    await world.call('POST', '/commitments', signer.envelope({ deliberation_id: id }));
    await world.call('POST', `/deliberations/${id}/turns`, signer.turn(id));
    await world.call('POST', `/principals/${signer.id}/tokens`, {}, ADMIN);
    const [approval] = (await world.call('GET', '/approvals', undefined, ADMIN)).body;
    await world.call('POST', `/approvals/${approval.id}`, { decision: 'approve' }, ADMIN);

    const { text, body } = await world.call('GET', '/audit', undefined, ADMIN);
    expect(body.map(({ kind, actor }: Record<string, string>) => [kind, actor])).toEqual([
      ['principal_added', signer.id],
      ['capabilities_set', 'admin'],
      ['policy_changed', 'admin'],
      ['deliberation_changed', 'anonymous'],
      ['commitment_signed', signer.id],
      ['policy_fired', signer.id],
      ['transcript_turn', signer.id],
      ['token_issued', 'admin'],
      ['approval_decided', 'admin'],
    ]);
    // As a reader would check it, who has nothing but the answer.
    let previous = '0'.repeat(64);
    for (const entry of parseJson(text) as unknown as Record<string, never>[]) {
      const { hash, ...others } = entry;
      expect(entry.prev_hash).toBe(previous);
      expect(createHash('sha256').update(canonicalJson(others)).digest('hex')).toBe(hash);
      previous = hash as unknown as string;
    }
    expect(text).not.toContain('eyJ');
    const page = await world.call('GET', '/audit?after=3&limit=2', undefined, ADMIN);
    expect(page.body.map(({ seq }: { seq: number }) => seq)).toEqual([4, 5]);
  });

  it('stays one chain with fifty writers at once', async () => {
    const another = await world.another();
    const envelopes = Array.from({ length: 50 }, () => signer.envelope());
    const answers = await Promise.all(
      envelopes.map((envelope, n) => (n % 2 === 0 ? world : another).call('POST', '/commitments', envelope)),
    );
    expect(answers.filter(({ status }) => status !== 201).map(({ text }) => text)).toEqual([]);
    expect(await world.server.services.audit.verify()).toMatchObject({ entries: 52, problems: [] });
  });

  it('has no entry of what was refused', async () => {
    const envelope = signer.envelope();
    await world.call('POST', '/commitments', envelope);
    const { head } = await world.server.services.audit.verify();
    await world.call('POST', '/commitments', envelope);
    await world.call('POST', '/commitments', { ...signer.envelope(), parent_id: 'x' });
    expect((await world.server.services.audit.verify()).head).toEqual(head);
  });

  it('shows an edit, a deletion, a new order and an end that was cut off', async () => {
    for (let n = 0; n < 4; n += 1) await submit();
    expect(await verify()).toEqual([]);
    const edits: readonly (readonly [string, string, readonly string[]])[] = [
      [
        `update commitment_audit set actor = 'admin2' where seq = 2`,
        `update commitment_audit set actor = 'admin' where seq = 2`,
        ['edited'],
      ],
      [
        `update commitment_audit set data = '{' || data where seq = 2`,
        `update commitment_audit set data = substr(data, 2) where seq = 2`,
        ['edited'],
      ],
      [
        `update commitment_audit set seq = 100 + seq where seq = 4`,
        `update commitment_audit set seq = 4 where seq = 104`,
        ['missing', 'missing', 'edited', 'added'],
      ],
    ];
    for (const [edit, undo, problems] of edits) {
      await tamper(edit);
      expect(await verify()).toEqual(problems);
      await tamper(undo);
      expect(await verify()).toEqual([]);
    }
    const swap = async () => {
      await tamper('update commitment_audit set seq = 104 where seq = 4');
      await tamper('update commitment_audit set seq = 4 where seq = 5');
      await tamper('update commitment_audit set seq = 5 where seq = 104');
    };
    await swap();
    expect(new Set(await verify())).toEqual(new Set(['edited', 'relinked']));
    await swap();
    await tamper('delete from commitment_audit where seq = 6');
    expect(await verify()).toEqual(['record_added', 'truncated']);
    await tamper('delete from commitment_audit_head');
    expect(await verify()).toEqual(['record_added', 'truncated']);
    expect((await submit()).status).toBe(500);
  });

  it('shows commitments and turns that are not as they were signed', async () => {
    const id = await world.deliberation();
    await submit();
    await world.call('POST', `/deliberations/${id}/turns`, signer.turn(id));
    await tamper(`update commitments set envelope = replace(envelope, '40000', '1')`);
    await tamper(`update deliberation_turns set signature = 'x'`);
    expect(await verify()).toEqual(['record_changed', 'record_changed']);
    await tamper('delete from deliberation_turns');
    expect((await world.server.services.audit.verify()).problems.at(-1)?.message).toContain('is missing');
  });

  it('shows statuses that nobody decided and commitments that did not come through the gate', async () => {
    await world.policy({ action: 'route', route_to: 'legal' });
    for (let n = 0; n < 2; n += 1) await submit();
    const [first, second] = (await world.call('GET', '/approvals', undefined, ADMIN)).body;
    await world.call('POST', `/approvals/${first.id}`, { decision: 'reject' }, ADMIN);
    expect(await verify()).toEqual([]);
    await tamper(`update commitments set status = 'active' where id = '${second.commitment_id}'`);
    expect(await verify()).toEqual(['record_changed']);
    await tamper(`update commitments set status = 'active'`);
    expect(await verify()).toEqual(['record_changed', 'record_changed']);
    await tamper(`delete from commitment_approvals`);
    const columns = 'type, principal_id, deliberation_id, status, envelope, signature, decision, created_at';
    await tamper(
      `insert into commitments (id, ${columns}) select 'forged', ${columns} from commitments where id = '${first.commitment_id}'`,
    );
    expect(await verify()).toContain('record_added');
  });

  it('shows a whole new history to who kept the end of the old one', async () => {
    await submit();
    const { head: knownHead } = await world.server.services.audit.verify();
    await tamper('delete from commitment_audit');
    await tamper('delete from commitments');
    await tamper(`update commitment_audit_head set seq = 0, hash = '${'0'.repeat(64)}'`);
    await submit();
    expect(await verify()).toEqual([]);
    const { problems } = await world.server.services.audit.verify({ knownHead });
    expect(problems.map(({ kind }) => kind)).toEqual(['truncated']);
    await submit();
    await submit();
    const later = await world.server.services.audit.verify({ knownHead });
    expect(later.problems.map(({ kind }) => kind)).toEqual(['other_history']);
  });
});

import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, notFound } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { identify } from '#modules/community';
import { contactChanged, dutyDone, dutyReopened, referenceGiven, referenceWithdrawn } from '../member-facts.ts';
import { aboutMember, lockMember, type Member } from '../member-standing.ts';
import type { ReferenceKind } from '../reference-kinds.ts';

type Contact = { role: string; name: string; address: string };

/** Names the contact for a role of the policy, or takes it away. */
export async function keepContact(c: Context, member: Member, { role, name, address }: Contact): Promise<void> {
  const known = member.program.policy.membership.contacts.find((each) => each.role === role);
  if (!known) throw invalid([{ field: 'role', message: 'The policy has no such contact.' }]);
  const about = { ...aboutMember(member), data: { role } };
  if (name === '' && address === '') {
    if (known.required)
      throw invalid([{ field: 'name', message: 'Somebody has to be named here. Name another person instead.' }]);
    const gone =
      await sql`delete from programs.contacts where membership = ${member.id} and role = ${role} returning 1`.execute(
        c.tx,
      );
    if (gone.rows.length > 0) await record(c, contactChanged, about);
    return;
  }
  if (name === '') throw invalid([{ field: 'name', message: 'Write the name.' }]);
  if (address === '') throw invalid([{ field: 'address', message: 'Write the mail address.' }]);
  const identity = await identify(c, {
    platform: 'email',
    kind: 'address',
    value: address,
    displayName: name,
    ...(member.organisation ? { organisation: member.organisation } : {}),
    source: 'membership',
  });
  const { rows } = await sql`
    insert into programs.contacts (membership, role, name, address, identity, changed_at, changed_by)
    values (${member.id}, ${role}, ${name}, ${address}, ${identity}, ${c.now}, ${accountOf(c)})
    on conflict (membership, role) do update set name = excluded.name, address = excluded.address, identity = excluded.identity,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where (contacts.name, contacts.address) is distinct from (excluded.name, excluded.address) returning 1`.execute(
    c.tx,
  );
  if (rows.length > 0) await record(c, contactChanged, about);
}

export async function saveContact(c: Context, { id, ...contact }: Contact & { id: string }) {
  await keepContact(c, await lockMember(c, id), contact);
  return {};
}

type Reference = { kind: ReferenceKind; scope: string; speaker: string; endsOn: string | null };

/** Writes a consent to be named down. */
export async function keepReference(c: Context, member: Member, given: Reference): Promise<{ id: string }> {
  const id = newId();
  await sql`insert into programs.reference_consents (id, membership, kind, scope, speaker, given_at, given_by, ends_on)
    values (${id}, ${member.id}, ${given.kind}, ${given.scope}, ${given.speaker}, ${c.now}, ${accountOf(c)}, ${given.endsOn}::date)`.execute(
    c.tx,
  );
  await record(c, referenceGiven, { ...aboutMember(member), data: { reference: id, kind: given.kind } });
  return { id };
}

export async function recordReference(c: Context, { id, ...given }: Reference & { id: string }) {
  return keepReference(c, await lockMember(c, id), given);
}

/** A consent ends now. One that ended before stays as it is. Throws `not found` for those of others. */
export async function endReference(c: Context, member: Member, reference: string): Promise<void> {
  const { rows } = await sql<{ kind: string; before: Temporal.Instant | null }>`
    update programs.reference_consents set withdrawn_at = coalesce(withdrawn_at, ${c.now}), withdrawn_by = coalesce(withdrawn_by, ${accountOf(c)})
    where id = ${reference} and membership = ${member.id} returning kind, old.withdrawn_at before`.execute(c.tx);
  const row = rows[0];
  if (!row) throw notFound('There is no such consent.');
  if (row.before === null)
    await record(c, referenceWithdrawn, { ...aboutMember(member), data: { reference, kind: row.kind } });
}

export async function withdrawReference(c: Context, input: { id: string; reference: string }) {
  await endReference(c, await lockMember(c, input.id), input.reference);
  return {};
}

/** Records that a duty was done, or that it was not after all. */
export async function completeDuty(c: Context, input: { id: string; duty: string; done: boolean; words: string }) {
  const member = await lockMember(c, input.id);
  const { rows } = await sql<{ before: Temporal.Instant | null }>`
    update programs.duties set done_at = case when ${input.done} then coalesce(done_at, ${c.now}) end,
      done_by = case when ${input.done} then coalesce(done_by, ${accountOf(c)}::uuid) end, words = ${input.words}
    where id = ${input.duty} and membership = ${member.id} returning old.done_at before`.execute(c.tx);
  const row = rows[0];
  if (!row) throw notFound('This member has no such duty.');
  const about = { ...aboutMember(member), data: { duty: input.duty } };
  if (input.done && row.before === null) await record(c, dutyDone, about);
  if (!input.done && row.before !== null) await record(c, dutyReopened, about);
  return {};
}

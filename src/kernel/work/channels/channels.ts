import { sql } from 'kysely';
import { accountOf, type Context, may, programsWith } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { forbidden, invalid, notFound, refused } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { record } from '../../ledger/record.ts';
import { OutgoingFault } from '../../outgoing/fault.ts';
import { outgoingHeld } from '../../outgoing/held.ts';
import { keepSecret, readSecret } from '../../secrets/vault.ts';
import { channelAdded, channelChanged, channelRemoved } from '../facts.ts';
import { postToChat } from '../notifications/chat.ts';
import type { channelsContract } from './contract.ts';

type Contract = typeof channelsContract;
const PERMISSION = 'work.channels';

/** Under which name a channel's address is sealed. */
export const channelSecret = (id: string): string => `work.channel.${id}`;

/** What a channel can hear: all that is not for one person, where the viewer may know it themselves. */
const kindsFor = (c: Context, program: string | null) =>
  c.house.modules
    .flatMap((m) => m.notifies ?? [])
    .filter((kind) => !kind.personal && may(c.actor, kind.permission, program));

type Row = {
  id: string;
  name: string;
  program: string | null;
  kinds: string[];
  host: string;
  made_at: Temporal.Instant;
  told_at: Temporal.Instant | null;
  trouble: string | null;
};

export async function channels(
  c: Context,
  { program }: Input<Contract['channels']>,
): Promise<Output<Contract['channels']>> {
  const mine = programsWith(c.actor, PERMISSION);
  const { rows } = await sql<Row>`
    select k.id, k.name, k.program, k.kinds, k.host, k.made_at,
      (select max(t.ended_at) from work.tellings t where t.channel = k.id and t.outcome = 'told') told_at,
      (select t.trouble from work.tellings t where t.channel = k.id and (t.ended_at is null or t.outcome = 'failed')
       and t.trouble is not null order by t.due_at desc limit 1) trouble
    from work.channels k where k.removed_at is null and (${mine === 'all'} or k.program = any(${mine === 'all' ? [] : mine}::uuid[]))
      and (${program ?? null}::uuid is null or k.program = ${program ?? null}::uuid) order by k.name, k.id`.execute(
    c.tx,
  );
  return {
    rows: rows.map(({ made_at, told_at, ...row }) => ({
      ...row,
      madeAt: made_at.toString(),
      toldAt: told_at?.toString() ?? null,
    })),
    kinds: kindsFor(c, program ?? null).map(({ name, words }) => ({ kind: name, words })),
  };
}

function check(c: Context, program: string | null, kinds: readonly string[] | undefined): void {
  if (!may(c.actor, PERMISSION, program))
    throw forbidden(
      program === null ? 'This is for those who manage all programs.' : 'Your role does not cover this program.',
    );
  const known = new Set(kindsFor(c, program).map((kind) => kind.name));
  const stray = kinds?.find((kind) => !known.has(kind));
  if (stray) throw invalid([{ field: 'kinds', message: `A channel of yours cannot hear "${stray}".` }]);
}

function hostOf(c: Context, address: string): string {
  try {
    return c.house.gate.admit(address).host;
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    throw invalid([
      { field: 'address', message: 'Give the https address of the webhook that your chat program shows.' },
    ]);
  }
}

export async function addChannel(c: Context, input: Input<Contract['addChannel']>): Promise<{ id: string }> {
  check(c, input.program, input.kinds);
  if (input.program !== null && !(await c.house.scopes.get('program')?.(c, input.program)))
    throw invalid([{ field: 'program', message: 'There is no such program.' }]);
  const id = newId();
  await sql`insert into work.channels (id, name, program, kinds, host, made_by, made_at)
    values (${id}, ${input.name}, ${input.program}, ${input.kinds}::text[], ${hostOf(c, input.address)}, ${accountOf(c)}, ${c.now})`.execute(
    c.tx,
  );
  await keepSecret(c, channelSecret(id), input.address);
  await record(c, channelAdded, {
    about: { kind: 'channel', id },
    program: input.program,
    data: { kinds: input.kinds },
  });
  return { id };
}

/** A channel that the viewer may manage. Throws `not found`. */
async function channelHere(c: Context, id: string, locked = false) {
  const { rows } = await sql<{ id: string; name: string; program: string | null }>`
    select id, name, program from work.channels where id = ${id} and removed_at is null ${locked ? sql`for update` : sql``}`.execute(
    c.tx,
  );
  const row = rows[0];
  if (!row || !may(c.actor, PERMISSION, row.program)) throw notFound('There is no such channel.');
  return row;
}

export async function changeChannel(
  c: Context,
  input: Input<Contract['changeChannel']>,
): Promise<Record<string, never>> {
  const { id, program } = await channelHere(c, input.id, true);
  check(c, program, input.kinds);
  const host = input.address === undefined ? null : hostOf(c, input.address);
  await sql`update work.channels set name = coalesce(${input.name ?? null}, name), kinds = coalesce(${input.kinds ?? null}::text[], kinds),
    host = coalesce(${host}, host) where id = ${id}`.execute(c.tx);
  if (input.address !== undefined) await keepSecret(c, channelSecret(id), input.address);
  const fields = (['name', 'kinds', 'address'] as const).filter((field) => input[field] !== undefined);
  await record(c, channelChanged, { about: { kind: 'channel', id }, program, data: { fields } });
  return {};
}

export async function removeChannel(c: Context, input: { id: string }): Promise<Record<string, never>> {
  const { id, program } = await channelHere(c, input.id, true);
  await sql`update work.channels set removed_at = ${c.now} where id = ${id}`.execute(c.tx);
  await sql`update work.tellings set ended_at = ${c.now}, outcome = 'off' where channel = ${id} and ended_at is null`.execute(
    c.tx,
  );
  await keepSecret(c, channelSecret(id), null);
  await record(c, channelRemoved, { about: { kind: 'channel', id }, program, data: {} });
  return {};
}

/** Asks the chat program while nothing is locked and no transaction is open: it may take its time. */
export async function testChannel(c: Context, input: { id: string }): Promise<{ ok: boolean; words: string }> {
  const { id, name } = await channelHere(c, input.id);
  if (await outgoingHeld(c))
    throw refused('channel.on-hold', 'This house was restored from a backup and sends nothing yet.');
  const address = await readSecret(c, channelSecret(id));
  if (address === null) return { ok: false, words: 'No address is kept for it.' };
  const line = { title: 'Test message', words: `for ${name}`, href: c.house.settings.publicUrl, count: 1 };
  const trouble = await postToChat(c.house.gate, address, [line]);
  return trouble === null ? { ok: true, words: 'The chat program took the message.' } : { ok: false, words: trouble };
}

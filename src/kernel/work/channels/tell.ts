import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { job, type Run } from '../../jobs/job.ts';
import { outgoingHeld } from '../../outgoing/held.ts';
import { readSecret } from '../../secrets/vault.ts';
import { type Line, postToChat } from '../notifications/chat.ts';
import { endTellings, linesOf } from '../notifications/tell.ts';
import { TELL_CHANNEL, wakeChannel } from '../notifications/wake.ts';
import { channelSecret } from './channels.ts';

const MOST_TRIES = 8;
type Due = { id: string; tries: number; kind: string; title: string; words: string; href: string; about_id: string };

/**
 * Tells a channel all that is due, in one message. Chat programs know no message ids: a process that ends between sending and noting
 * it tells the same twice.
 */
export const tellChannel = job(
  TELL_CHANNEL,
  z.object({ channel: z.uuid() }),
  async (run, { channel }) => {
    const taken = await run.transact('notifications', (c) => take(c, channel));
    if (taken) await send(run, channel, taken);
  },
  { words: 'Tell a channel of a chat program', about: ({ channel }) => ({ kind: 'channel', id: channel }) },
);

type Taken = { rows: Due[]; address: string; lines: Line[] };

/** Locks what is due, so that two workers tell nothing twice while one of them reads it. */
async function take(c: Context, channel: string): Promise<Taken | null> {
  if (await outgoingHeld(c)) return null;
  const { rows } = await sql<Due>`
    select t.id, t.tries, n.kind, n.title, n.words, n.href, n.about_id from work.tellings t join work.notices n on n.id = t.notice
    where t.channel = ${channel} and t.ended_at is null and t.due_at <= ${c.now} order by n.happened_at, n.id for update of t`.execute(
    c.tx,
  );
  if (rows.length === 0) return null;
  const address = await readSecret(c, channelSecret(channel));
  if (address !== null) return { rows, address, lines: linesOf(c.house.settings.publicUrl, rows) };
  await endTellings(
    c,
    rows.map((row) => row.id),
    'off',
  );
  return null;
}

async function send(run: Run, channel: string, { rows, address, lines }: Taken): Promise<void> {
  const trouble = await postToChat(run.house.gate, address, lines);
  const ids = rows.map((row) => row.id);
  await run.transact('notifications', async (c) => {
    if (trouble === null) return endTellings(c, ids, 'told');
    const tries = Math.max(...rows.map((row) => row.tries)) + 1;
    const due = c.now.add({ seconds: Math.round(30 * 3 ** tries) });
    await sql`update work.tellings set tries = ${tries}, trouble = ${trouble}, due_at = ${due} where id = any(${ids}::uuid[]) and ended_at is null`.execute(
      c.tx,
    );
    if (tries >= MOST_TRIES) await endTellings(c, ids, 'failed');
    else await wakeChannel(c, channel, due);
  });
}

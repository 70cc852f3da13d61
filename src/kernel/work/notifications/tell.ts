import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { job, type Run } from '../../jobs/job.ts';
import { queueMail } from '../../mail/queue.ts';
import { outgoingHeld } from '../../outgoing/held.ts';
import { readSecret } from '../../secrets/vault.ts';
import { type Line, MOST_LINES, postToChat } from './chat.ts';
import { noticesMail } from './mail.ts';
import { holders } from './people.ts';
import { TELL, wakeTelling } from './wake.ts';

type Due = {
  id: string;
  kind: string;
  program: string | null;
  title: string;
  words: string;
  href: string;
  about_id: string;
  read: boolean;
  tries: number;
};

export const slackSecret = (account: string): string => `work.slack.${account}`;
const MOST_TRIES = 8;

/** Tells one account all that is due by one way: one mail, or one message, however much it is. */
export const tell = job(
  TELL,
  z.object({ account: z.uuid(), via: z.enum(['mail', 'digest', 'slack']) }),
  (run, { account, via }) =>
    via === 'slack' ? bySlack(run, account) : run.transact('notifications', (c) => byMail(c, account, via)),
  { words: 'Tell somebody what happened' },
);

/**
 * Locks what is due and has not ended, so that two workers tell nothing twice; ends what is read by now or is not theirs any
 * more, and answers the rest, the oldest first.
 */
async function takeDue(
  c: Context,
  account: string,
  via: string,
): Promise<{ rows: Due[]; to: { name: string; mail: string } | null }> {
  const { rows } = await sql<Due>`
    select t.id, t.tries, n.kind, n.program, n.title, n.words, n.href, n.about_id, coalesce(l.read_at is not null, false) as read
    from work.tellings t join work.notices n on n.id = t.notice
    left join work.notifications l on l.notice = n.id and l.account = t.account
    where t.account = ${account} and t.via = ${via} and t.ended_at is null and t.due_at <= ${c.now}
    order by n.happened_at, n.id for update of t`.execute(c.tx);
  const kinds = new Map(c.house.modules.flatMap((m) => m.notifies ?? []).map((kind) => [kind.name, kind]));
  const kept: Due[] = [];
  // A hundred of a kind about one program are one question.
  const known = new Map<string, { name: string; mail: string } | undefined>();
  const ended: Record<'not-theirs' | 'read', string[]> = { 'not-theirs': [], read: [] };
  let to: { name: string; mail: string } | null = null;
  for (const row of rows) {
    const permission = kinds.get(row.kind)?.permission;
    const asked = `${permission} ${row.program}`;
    if (permission && !known.has(asked)) known.set(asked, (await holders(c, permission, row.program, [account]))[0]);
    const holder = known.get(asked);
    if (!holder) ended['not-theirs'].push(row.id);
    else if (row.read) ended.read.push(row.id);
    else {
      kept.push(row);
      to = holder;
    }
  }
  for (const [outcome, ids] of Object.entries(ended)) if (ids.length > 0) await endTellings(c, ids, outcome);
  return { rows: kept, to };
}

/** Ends tellings with what became of them. */
export async function endTellings(c: Context, ids: readonly string[], outcome: string): Promise<void> {
  await sql`update work.tellings set ended_at = ${c.now}, outcome = ${outcome} where id = any(${[...ids]}::uuid[])`.execute(
    c.tx,
  );
}

/** Five answers on one record are one line. */
export function linesOf(
  home: string,
  rows: readonly Pick<Due, 'kind' | 'about_id' | 'title' | 'words' | 'href'>[],
): Line[] {
  const groups = Map.groupBy(rows, (row) => `${row.kind} ${row.about_id}`);
  return [...groups.values()].map((group) => {
    const { title, words, href } = group.at(-1) as (typeof rows)[number];
    return { title, words, href: home + href, count: group.length };
  });
}

async function byMail(c: Context, account: string, via: 'mail' | 'digest'): Promise<void> {
  const { rows, to } = await takeDue(c, account, via);
  if (rows.length === 0 || !to) return;
  const lines = linesOf(c.house.settings.publicUrl, rows);
  const [only] = lines;
  const subject = lines.length === 1 && only ? `${only.title}: ${only.words}` : `${lines.length} notifications`;
  await queueMail(c, noticesMail, {
    to: { address: to.mail, name: to.name },
    data: { subject, lines: lines.slice(0, MOST_LINES), more: Math.max(0, lines.length - MOST_LINES) },
    about: { kind: 'account', id: account },
  });
  await endTellings(
    c,
    rows.map((row) => row.id),
    'told',
  );
}

/** Chat programs know no message ids: a process that ends between sending and noting it tells the same twice. */
async function bySlack(run: Run, account: string): Promise<void> {
  const taken = await run.transact('notifications', async (c) => {
    if (await outgoingHeld(c)) return null;
    const { rows } = await takeDue(c, account, 'slack');
    const address = await readSecret(c, slackSecret(account));
    if (rows.length > 0 && address === null)
      await endTellings(
        c,
        rows.map((row) => row.id),
        'off',
      );
    return rows.length === 0 || address === null
      ? null
      : { rows, address, lines: linesOf(c.house.settings.publicUrl, rows) };
  });
  if (!taken) return;
  const ids = taken.rows.map((row) => row.id);
  const trouble = await postToChat(run.house.gate, taken.address, taken.lines);
  await run.transact('notifications', async (c) => {
    if (trouble === null) return endTellings(c, ids, 'told');
    const tries = Math.max(...taken.rows.map((row) => row.tries)) + 1;
    const due = c.now.add({ seconds: Math.round(30 * 3 ** tries) });
    await sql`update work.tellings set tries = ${tries}, trouble = ${trouble}, due_at = ${due} where id = any(${ids}::uuid[])`.execute(
      c.tx,
    );
    if (tries >= MOST_TRIES) await endTellings(c, ids, 'failed');
    else await wakeTelling(c, account, 'slack', due);
  });
}

import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { job, type Run } from '../../jobs/job.ts';
import { queueMail } from '../../mail/queue.ts';
import { OutgoingFault } from '../../outgoing/fault.ts';
import { guardedFetch } from '../../outgoing/fetch.ts';
import { outgoingHeld } from '../../outgoing/held.ts';
import { readSecret } from '../../secrets/vault.ts';
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
export type Line = { title: string; words: string; href: string; count: number };

export const slackSecret = (account: string): string => `work.slack.${account}`;
const MOST_LINES = 20;
const MOST_TRIES = 8;

/** Tells one account all that is due by one way: one mail, or one message, however much it is. */
export const tell = job(
  TELL,
  z.object({ account: z.uuid(), via: z.enum(['mail', 'digest', 'slack']) }),
  (run, { account, via }) =>
    via === 'slack' ? bySlack(run, account) : run.transact('notifications', (c) => byMail(c, account, via)),
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
  let to: { name: string; mail: string } | null = null;
  for (const row of rows) {
    const kind = kinds.get(row.kind);
    const holder = kind ? (await holders(c, kind.permission, row.program, [account]))[0] : undefined;
    if (!holder) await end(c, [row.id], 'not-theirs');
    else if (row.read) await end(c, [row.id], 'read');
    else {
      kept.push(row);
      to = holder;
    }
  }
  return { rows: kept, to };
}

async function end(c: Context, ids: readonly string[], outcome: string): Promise<void> {
  await sql`update work.tellings set ended_at = ${c.now}, outcome = ${outcome} where id = any(${[...ids]}::uuid[])`.execute(
    c.tx,
  );
}

/** Five answers on one record are one line. */
function linesOf(home: string, rows: readonly Due[]): Line[] {
  const groups = Map.groupBy(rows, (row) => `${row.kind} ${row.about_id}`);
  return [...groups.values()].map((group) => {
    const { title, words, href } = group.at(-1) as Due;
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
  await end(
    c,
    rows.map((row) => row.id),
    'told',
  );
}

/** The JSON that Slack, Mattermost, Rocket.Chat and others take: `text` for those without blocks. */
export function slackMessage(lines: readonly Line[]): { text: string; blocks: unknown[] } {
  const plain = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const shown = lines
    .slice(0, MOST_LINES)
    .map(
      (l) =>
        `<${l.href}|${plain(l.title).replaceAll('|', '/')}> ${plain(l.words)}${l.count > 1 ? ` (${l.count} times)` : ''}`,
    );
  if (lines.length > MOST_LINES) shown.push(`And ${lines.length - MOST_LINES} more`);
  return { text: shown.join('\n'), blocks: shown.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })) };
}

/** Chat programs know no message ids: a process that ends between sending and noting it tells the same twice. */
async function bySlack(run: Run, account: string): Promise<void> {
  const taken = await run.transact('notifications', async (c) => {
    if (await outgoingHeld(c)) return null;
    const { rows } = await takeDue(c, account, 'slack');
    const address = await readSecret(c, slackSecret(account));
    if (rows.length > 0 && address === null)
      await end(
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
  let trouble: string | null = null;
  try {
    await guardedFetch(taken.address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(slackMessage(taken.lines)),
      gate: run.house.gate,
      redirects: 0,
      maxBytes: 2048,
      overlong: 'cut',
    });
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    trouble = error.status === undefined ? error.words : `It answered ${error.status}.`;
  }
  await run.transact('notifications', async (c) => {
    if (trouble === null) return end(c, ids, 'told');
    const tries = Math.max(...taken.rows.map((row) => row.tries)) + 1;
    const due = c.now.add({ seconds: Math.round(30 * 3 ** tries) });
    await sql`update work.tellings set tries = ${tries}, trouble = ${trouble}, due_at = ${due} where id = any(${ids}::uuid[])`.execute(
      c.tx,
    );
    if (tries >= MOST_TRIES) await end(c, ids, 'failed');
    else await wakeTelling(c, account, 'slack', due);
  });
}

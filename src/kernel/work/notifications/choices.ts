import { sql } from 'kysely';
import { accountOf, type Context } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { invalid, unauthenticated } from '../../errors.ts';
import { OutgoingFault } from '../../outgoing/fault.ts';
import { keepSecret } from '../../secrets/vault.ts';
import type { notificationsContract } from './contract.ts';
import { kindsOf } from './list.ts';
import { choicesOf, dueFor, preferencesOf } from './preferences.ts';
import { slackSecret } from './tell.ts';
import { wakeTelling } from './wake.ts';

type Contract = typeof notificationsContract;

export async function notificationChoices(c: Context): Promise<Output<Contract['notificationChoices']>> {
  const me = accountOf(c);
  const { zone, digest, quiet, slackHost } = (await preferencesOf(c, me ? [me] : []))(me ?? '');
  const kinds = [];
  for (const kind of kindsOf(c))
    kinds.push({ kind: kind.name, words: kind.words, ...(await choicesOf(c, kind, me ? [me] : []))(me ?? '') });
  return {
    ...{ kinds, slackHost, zone, digest: digest.every, digestAt: digest.at, digestOn: digest.on },
    ...{ quietFrom: quiet.from, quietTo: quiet.to, quietDays: [...quiet.days] },
  };
}

export async function chooseNotifications(
  c: Context,
  input: Input<Contract['chooseNotifications']>,
): Promise<Record<string, never>> {
  const me = accountOf(c);
  if (me === null) throw unauthenticated('Only people choose what they are told.');
  const known = new Set(kindsOf(c).map((kind) => kind.name));
  const stray = input.kinds.find(({ kind }) => !known.has(kind));
  if (stray) throw invalid([{ field: 'kinds', message: `There is nothing named "${stray.kind}" to be told.` }]);
  const before = (await preferencesOf(c, [me]))(me);
  const slackHost = input.slack === undefined ? before.slackHost : input.slack === null ? null : hostOf(c, input.slack);
  if (input.slack !== undefined) await keepSecret(c, slackSecret(me), input.slack);
  await sql`
    insert into work.notification_settings (account, zone, digest, digest_at, digest_on, quiet_from, quiet_to, quiet_days, slack_host)
    values (${me}, ${input.zone}, ${input.digest}, ${input.digestAt}, ${input.digestOn}, ${input.quietFrom}, ${input.quietTo},
      ${input.quietDays}::smallint[], ${slackHost})
    on conflict (account) do update set zone = excluded.zone, digest = excluded.digest, digest_at = excluded.digest_at,
      digest_on = excluded.digest_on, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
      quiet_days = excluded.quiet_days, slack_host = excluded.slack_host`.execute(c.tx);
  for (const { kind, inApp, mail, slack } of input.kinds) {
    await sql`insert into work.notification_choices (account, kind, in_app, mail, slack) values (${me}, ${kind}, ${inApp}, ${mail}, ${slack})
      on conflict (account, kind) do update set in_app = excluded.in_app, mail = excluded.mail, slack = excluded.slack`.execute(
      c.tx,
    );
  }
  await planAnew(c, me);
  return {};
}

function hostOf(c: Context, address: string): string {
  try {
    return c.house.gate.admit(address).host;
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    throw invalid([{ field: 'slack', message: 'Give the https address of the webhook that your chat program shows.' }]);
  }
}

/** What waits is told by the hours that hold now; nothing of it is lost. */
async function planAnew(c: Context, account: string): Promise<void> {
  const wants = (await preferencesOf(c, [account]))(account);
  for (const via of ['mail', 'digest', 'slack'] as const) {
    const due = await dueFor(c, via, wants);
    const moved =
      await sql`update work.tellings set due_at = ${due} where account = ${account} and via = ${via} and ended_at is null`.execute(
        c.tx,
      );
    if (Number(moved.numAffectedRows ?? 0) > 0) await wakeTelling(c, account, via, due);
  }
}

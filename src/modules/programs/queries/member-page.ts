import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { choiceOfMail } from '#kernel/language/negotiate.ts';
import type { programsContract } from '../contract.ts';
import { openMemberLink } from '../member-link.ts';
import { readMember } from '../member-standing.ts';
import { daysFrom, lastEnd, mayBeGiven, mayEnd, mayRenew, opensAt } from '../membership.ts';
import { hostingsOf, offerOf } from '../policy/benefit.ts';
import { textIn } from '../policy/texts.ts';
import { utc } from './application-history.ts';
import { getMember } from './get-member.ts';

type Contract = typeof programsContract;
type Shown = Output<Contract['memberPage']>;

type Codes = { entitlement: string; code: string; at: string; tier: string | null }[] | null;

/** A membership as its owner sees it: nothing of what the team notes among itself. Throws as links do. */
export async function memberPage(c: Context, input: { key: string }): Promise<Shown> {
  const id = await openMemberLink(c, input.key, 'member');
  const member = await readMember(c, id);
  const shown = await getMember(c, { id });
  const { program, records } = member;
  const { policy } = program;
  const { rows } = await sql<{ codes: Codes }>`
    select json_agg(json_build_object('entitlement', i.entitlement, 'code', k.code, 'at', i.issued_at, 'tier', t.tier)) codes
    from programs.entitlements e join programs.terms t on t.id = e.term
    join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null
    join programs.coupons k on k.id = i.coupon where e.membership = ${id}`.execute(c.tx);
  const codes = rows[0]?.codes ?? [];
  const objection = mayRenew(records, policy.renewal, member.pending !== null, c.now);
  const end = lastEnd(records);
  const entitlements = shown.terms.flatMap((t) => t.entitlements).filter((e) => !e.replaced);
  const main = entitlements.find((e) => e.kind !== 'second');
  const open = shown.requests.filter((r) => r.decidedAt === null);
  const given = mayBeGiven(member.state) === null;
  const otherHostings = hostingsOf(policy.benefit).filter((h) => main && h !== main.hosting);
  const breach = shown.breaches.find((b) => b.resolvedAt === null) ?? null;
  const language = choiceOfMail(c.request.language) ?? 'en';
  const told = (name: string, own: string) => textIn(policy, language, name, own);
  const texts = [
    ...shown.contacts.map((k) => ({ name: `contact.${k.role}`, own: k.label })),
    ...shown.duties.map((d) => ({ name: `duty.${d.code}`, own: d.words })),
    ...policy.membership.levels.map((l) => ({ name: `level.${l.code}`, own: l.label })),
  ];
  const level = policy.membership.levels.find(({ code }) => code === member.level);
  return {
    program: { slug: program.slug, name: program.name, sample: program.sample },
    name: member.name,
    owner: { name: member.ownerName, address: member.ownerAddress },
    state: member.state,
    since: member.since.toString(),
    level: level ? told(`level.${level.code}`, level.label).text : null,
    startsAt: shown.startsAt,
    endsAt: shown.endsAt,
    renewal: {
      mode: policy.renewal.mode,
      opensAt: (end && opensAt(end, policy.renewal)?.toString()) ?? null,
      graceUntil: end && policy.renewal.mode === 'fresh' ? daysFrom(end, policy.renewal.graceDays).toString() : null,
      refusedBy: objection?.rule ?? (program.open ? null : 'program.closed'),
      pending: member.pending !== null,
    },
    entitlements: entitlements.map((e) => {
      const code = codes.find((k) => k.entitlement === e.id);
      return {
        ...{ id: e.id, kind: e.kind, sku: e.sku, hosting: e.hosting, seats: e.seats, booked: e.booking !== null },
        code: code
          ? {
              code: code.code,
              at: utc(code.at),
              checkoutUrl: offerOf(policy.benefit, e.hosting, code.tier).checkoutUrl,
            }
          : null,
      };
    }),
    asked: open.map(({ kind, at }) => ({ kind, at })),
    otherHostings,
    breach: breach && {
      ...{ words: breach.words, openedAt: breach.openedAt, cureUntil: breach.cureUntil },
      ...{ answer: breach.answer, answeredAt: breach.answeredAt },
    },
    contacts: shown.contacts.map(({ changedAt: _, ...k }) => ({
      ...k,
      label: told(`contact.${k.role}`, k.label).text,
    })),
    duties: shown.duties.map((d) => ({
      ...{ code: d.code, words: told(`duty.${d.code}`, d.words).text, dueOn: d.dueOn, doneAt: d.doneAt },
    })),
    references: shown.references,
    transfer: shown.transfer && {
      ...{ name: shown.transfer.name, address: shown.transfer.address, expiresAt: shown.transfer.expiresAt },
      ...{ givenAway: shown.transfer.givenAway, takenOver: shown.transfer.takenOver },
    },
    translated: texts.filter(({ name, own }) => told(name, own).lang !== null).map(({ name }) => name),
    may: {
      renew: objection === null && program.open && member.ownerAddress !== null,
      replace: given && otherHostings.length > 0 && !open.some((r) => r.kind === 'replacement'),
      second:
        given && policy.membership.secondSubscription && main !== undefined && !open.some((r) => r.kind === 'second'),
      answerBreach: breach !== null && records.ending === null,
      handBack: mayEnd(records) === null,
      offer: mayEnd(records) === null && shown.transfer === null && member.ownerAddress !== null,
      change: records.ending === null && member.ownerAddress !== null,
    },
  };
}

/** Everything that is held of a membership, for its owner to keep. */
export async function memberData(c: Context, input: { key: string }): Promise<Output<Contract['memberData']>> {
  const page = await memberPage(c, input);
  const shown = await getMember(c, { id: await openMemberLink(c, input.key, 'member') });
  const { translated: _, may: __, ...data } = page;
  return {
    data: {
      ...data,
      grantedAt: shown.grantedAt,
      terms: shown.terms.map((t) => ({
        ...{ startsAt: t.startsAt, endsAt: t.endsAt, months: t.months, application: t.application?.number ?? null },
        entitlements: t.entitlements.map((e) => ({
          ...{ sku: e.sku, hosting: e.hosting, seats: e.seats, booking: e.booking, use: e.use },
        })),
      })),
      breaches: shown.breaches,
      requests: shown.requests.map(({ by: _by, mayDecide: _may, ...r }) => r),
    },
  };
}

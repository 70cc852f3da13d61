import type { Context } from '#kernel/context.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { breachNoticeMail, revokedMail } from '../emails/breach-mails.ts';
import { ownWords } from '../emails/own-words.ts';
import { lapsedMail, renewalReminderMail } from '../emails/renewal-mails.ts';
import { giveAwayMail, ownerChangedMail, takeOverMail } from '../emails/transfer-mails.ts';
import { mailedAddress, makeMemberLink, memberLink } from '../links.ts';
import type { Member } from '../member-standing.ts';
import { daysFrom, lastEnd } from '../membership.ts';

/** To whom a mail about a membership goes; null: nobody is left. The key makes a repeat harmless. */
function envelope(member: Member, key: string) {
  if (member.ownerAddress === null) return null;
  return {
    to: { address: member.ownerAddress, name: member.ownerName ?? '' },
    about: { kind: 'membership', id: member.id },
    program: member.program.id,
    language: member.language,
    key,
  };
}

const common = (member: Member) => ({
  name: member.ownerName ?? '',
  member: member.name,
  program: member.program.name,
});

export async function tellBreach(c: Context, member: Member, breach: string, words: string, until: Temporal.Instant) {
  const to = envelope(member, `breach:${breach}`);
  if (!to) return;
  const url = await memberLink(c, member.id, member.language);
  await queueMail(c, breachNoticeMail, { ...to, data: { ...common(member), words, until: until.toString(), url } });
}

export async function tellRevoked(c: Context, member: Member, breach: string, words: string) {
  const to = envelope(member, `revoked:${breach}`);
  if (!to) return;
  const url = await memberLink(c, member.id, member.language);
  await queueMail(c, revokedMail, { ...to, data: { ...common(member), words, url } });
}

type Offer = { id: string; name: string; address: string; expiresAt: Temporal.Instant };

/** Mails both sides of a change of owner a link each. */
export async function tellTransfer(c: Context, member: Member, offer: Offer): Promise<void> {
  const until = offer.expiresAt.toString();
  const link = async (purpose: 'give-away' | 'take-over') =>
    mailedAddress(
      c,
      `/m/${purpose === 'give-away' ? 'give' : 'take'}/${await makeMemberLink(c, member.id, purpose, offer.expiresAt)}`,
      member.language,
    );
  const to = envelope(member, `give-away:${offer.id}`);
  if (to)
    await queueMail(c, giveAwayMail, {
      ...to,
      data: { ...common(member), newOwner: `${offer.name} (${offer.address})`, until, url: await link('give-away') },
    });
  await queueMail(c, takeOverMail, {
    ...{ to: { address: offer.address, name: offer.name }, about: { kind: 'membership', id: member.id } },
    ...{ program: member.program.id, language: member.language, key: `take-over:${offer.id}` },
    data: { ...common(member), name: offer.name, until, url: await link('take-over') },
  });
}

export async function tellOwnerChanged(c: Context, member: Member, transfer: string): Promise<void> {
  const to = envelope(member, `owner-changed:${transfer}`);
  if (!to) return;
  const url = await memberLink(c, member.id, member.language);
  await queueMail(c, ownerChangedMail, { ...to, data: { ...common(member), url } });
}

/** Reminds a member of renewal, or says that the term is over. Answers the mail's id; null: nobody is left. */
export async function tellEnding(
  c: Context,
  member: Member,
  what: 'reminder' | 'lapsed',
  key: string,
): Promise<string | null> {
  const to = envelope(member, key);
  const ends = lastEnd(member.records);
  if (!to || !ends) return null;
  const until = daysFrom(ends, member.program.policy.renewal.graceDays).toString();
  const url = await memberLink(c, member.id, member.language);
  const own = (mail: 'lapsed' | 'renewal-reminder', data: Record<string, string>) =>
    ownWords(c, member.program.policy, mail, member.language, {
      ...{ ...data, project: member.name, number: member.program.prefix, words: '' },
      ...{ statusUrl: url, endsAt: ends.toString() },
    });
  if (what === 'lapsed') {
    const data = { ...common(member), until, url };
    return queueMail(c, lapsedMail, { ...to, data: { ...data, own: await own('lapsed', data) } });
  }
  const data = { ...common(member), ends: ends.toString(), until, url };
  return queueMail(c, renewalReminderMail, { ...to, data: { ...data, own: await own('renewal-reminder', data) } });
}

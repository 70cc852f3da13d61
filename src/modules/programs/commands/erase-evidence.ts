import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { domainOf, endingsOf } from '../checks/mail-domain.ts';

/** What stands in place of words that were erased. */
export const GONE = '(erased)';

/** Words that are the person's: erased wherever a check repeated them. */
export type OwnWords = { readonly name: string | null; readonly address: string | null };

const finding = z.looseObject({ subject: z.string(), words: z.string() });
const checked = z.looseObject({ name: z.string(), words: z.string(), evidence: z.array(finding).default([]) });
const decided = z.looseObject({ checks: z.array(checked).default([]) });
type Checked = z.infer<typeof checked>;

/**
 * Erases what is personal in the evidence of an application, in its checks and in what its decisions rest on: the country it
 * named, what it answered, who signed in at a forge, and its applicant's name and address where a file that was read repeats
 * them. What was checked, what it came to, from which source and when stays, and so do repositories, which are public; a decision
 * can be explained as before. A check that is at work gives way, since it would write down what it has read already. The caller
 * holds the application's lock.
 */
export async function eraseEvidence(c: Context, application: string, own: OwnWords): Promise<void> {
  await sql`update programs.checks set superseded_at = ${c.now}
    where application = ${application} and state = 'running' and superseded_at is null`.execute(c.tx);
  const checks = await sql<{ id: string; check: unknown }>`
    select id, jsonb_build_object('name', name, 'words', words, 'evidence', evidence) "check"
    from programs.checks where application = ${application}`.execute(c.tx);
  for (const { id, check } of checks.rows) {
    const left = withoutPerson(checked.parse(check), own);
    await sql`update programs.checks set words = ${left.words}, evidence = ${JSON.stringify(left.evidence)}::jsonb
      where id = ${id}`.execute(c.tx);
  }
  const decisions = await sql<{ id: string; evidence: unknown }>`
    select id, evidence from programs.decisions where application = ${application}`.execute(c.tx);
  for (const { id, evidence } of decisions.rows) {
    const rests = decided.parse(evidence);
    const left = { ...rests, checks: rests.checks.map((check) => withoutPerson(check, own)) };
    await sql`update programs.decisions set evidence = ${JSON.stringify(left)}::jsonb where id = ${id}`.execute(c.tx);
  }
}

/** The check without words of its applicant. */
export function withoutPerson(check: Checked, own: OwnWords): Checked {
  const erase = eraser(check, own);
  return {
    ...check,
    words: erase(check.words),
    evidence: check.evidence.map((found) => ({
      ...found,
      subject: isAddress(found.subject) ? found.subject : erase(found.subject),
      words: erase(found.words),
      // The only link that is the applicant's own words.
      ...(check.name === 'funding' ? { href: null } : {}),
    })),
  };
}

/** Addresses of repositories stay whole, also where a namespace is called as its owner. */
const isAddress = (subject: string) => /^https?:\/\//.test(subject);

function eraser(check: Checked, own: OwnWords): (text: string) => string {
  // The country's check names it as the subject of its finding, and nothing else.
  const country = check.name === 'country-allowed' ? check.evidence.map(({ subject }) => subject) : [];
  const words = [own.name, own.address, ...domainsIn(check.name, own.address), ...country].filter(
    (word) => word !== null && word.trim().length > 1,
  );
  const unsigned = REPEATS[check.name] ?? ((text: string) => text);
  if (words.length === 0) return unsigned;
  const any = words.map((word) => RegExp.escape(String(word).trim())).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => unsigned(text).replace(pattern, GONE);
}

/** Checks of the mail address write its domain down, which may be called as its owner; an institution's is not the person's. */
function domainsIn(check: string, address: string | null): string[] {
  const domain = /^(own-mail-domain|not-customer)$/.test(check) && address ? domainOf(address) : null;
  return domain ? endingsOf(domain).filter((ending) => ending.includes('.')) : [];
}

/** What was answered stands in quotation marks, as `answers-meet.ts` writes it. */
const withoutAnswer = (text: string): string => text.replace(/“.*”/s, `“${GONE}”`);

const REPEATS: Record<string, (text: string) => string> = {
  'control-proved': (text) => withoutSigners(text),
  'answers-meet': withoutAnswer,
  funding: withoutAnswer,
  document: withoutAnswer,
  'external-verifier': withoutAnswer,
};

const SIGNED_IN = ' signed in at ';

/** Who signed in at a forge is the word before, as `forge-proof.ts` writes it. */
function withoutSigners(text: string): string {
  const parts = text.split(SIGNED_IN);
  const last = parts.pop() ?? '';
  return [...parts.map((part) => part.slice(0, part.lastIndexOf(' ') + 1) + GONE), last].join(SIGNED_IN);
}

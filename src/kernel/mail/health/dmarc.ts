import type { Dns } from './dns.ts';
import { type Line, line, tagsOf } from './line.ts';

const TITLE = 'DMARC: what receivers do with forgeries';
/** The tree walk of the DMARC working group asks eight names at most. */
const MOST_NAMES = 8;
const POLICIES = ['none', 'quarantine', 'reject'];

/**
 * The policy for mail that says it is from the domain, its own or that of a domain above it (RFC 7489; the walk up the tree as in
 * its successor, which needs no list of public suffixes), and whether what we send can be aligned with it.
 */
export async function checkDmarc(dns: Dns, domain: string): Promise<Line> {
  const found = await policyOf(dns, domain);
  if (found.is === 'silent') return line('mail.dmarc', TITLE, null).silent(found.name, found.why);
  if (found.is === 'none')
    return line('mail.dmarc', TITLE, null).broken(
      `${domain} has no DMARC record. Gmail, Yahoo and Outlook refuse or sort out mass mail without one.`,
      `Publish a TXT record at _dmarc.${domain}, at first: v=DMARC1; p=none; rua=mailto:SOMEBODY@${domain}`,
    );
  const say = line('mail.dmarc', TITLE, found.records.join('\n'));
  if (found.records.length > 1)
    return say.broken(`${found.name} has ${found.records.length} DMARC records, so receivers use none.`, 'Leave one.');
  const tags = tagsOf(found.records[0] ?? '');
  const inherited = found.name !== `_dmarc.${domain}`;
  const policy = ((inherited ? tags.get('sp') : undefined) ?? tags.get('p') ?? '').toLowerCase();
  if (!POLICIES.includes(policy))
    return say.broken(
      policy === '' ? 'The record has no policy (p=).' : `The record's policy "${policy}" is none.`,
      'Write p=none, p=quarantine or p=reject right after v=DMARC1.',
    );
  const strict = [
    ...(tags.get('aspf')?.toLowerCase() === 's' ? ['SPF'] : []),
    ...(tags.get('adkim')?.toLowerCase() === 's' ? ['DKIM'] : []),
  ];
  const aligned = [
    `Mail leaves with ${domain} as envelope and visible sender, so SPF is aligned`,
    strict.length > 0
      ? `; ${strict.join(' and ')} must match exactly: signatures need d=${domain}.`
      : '; signatures are aligned if their d= is this domain or one of the same organisation.',
  ].join('');
  const words = `Policy: ${policy}${inherited ? `, from ${found.name.slice('_dmarc.'.length)}` : ''}. ${aligned}`;
  if (tags.get('t')?.toLowerCase() === 'y' || Number(tags.get('pct') ?? 100) < 100)
    return say.look(
      `${words} It is not in force for all mail (t=y or pct below 100).`,
      'Remove t and pct once reports look well.',
    );
  if (policy === 'none')
    return say.look(
      `${words} It only watches: forgeries are delivered.`,
      `Read the reports${tags.has('rua') ? '' : ' (add rua=mailto:... first)'}, then go on to p=quarantine and p=reject.`,
    );
  return say.well(words);
}

type Policy =
  | { is: 'found'; name: string; records: string[] }
  | { is: 'none' }
  | { is: 'silent'; name: string; why: string };

async function policyOf(dns: Dns, domain: string): Promise<Policy> {
  const labels = domain.split('.');
  // A top-level domain's own record (psd=y) is not the organisation's.
  const walked = labels.map((_, from) => labels.slice(from)).filter((rest) => rest.length > 1);
  const names = (walked.length > MOST_NAMES ? [walked[0] ?? labels, ...walked.slice(1 - MOST_NAMES)] : walked).map(
    (rest) => `_dmarc.${rest.join('.')}`,
  );
  for (const name of names) {
    const answer = await dns.txt(name);
    if (answer.is === 'silent') return { is: 'silent', name, why: answer.why };
    const records = answer.is === 'found' ? answer.records.filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/.test(text)) : [];
    if (records.length > 0) return { is: 'found', name, records };
  }
  return { is: 'none' };
}

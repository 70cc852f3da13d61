import type { Dns } from './dns.ts';
import { type Line, line } from './line.ts';

const TODO =
  'Add an MX record that names the server which takes mail for this domain, or send from a domain that has one.';

/** Do answers and bounces reach somebody? RFC 5321 (5.1), and RFC 7505 for a domain that takes no mail. */
export async function checkMx(dns: Dns, domain: string): Promise<Line> {
  const found = await dns.mx(domain);
  const title = 'MX: answers and bounces';
  if (found.is === 'silent') return line('mail.mx', title, null).silent(domain, found.why);
  if (found.is === 'none') {
    const plain = await dns.addresses(domain);
    const say = line('mail.mx', title, null);
    if (plain.is === 'silent') return say.silent(domain, plain.why);
    return plain.is === 'found'
      ? say.look(`${domain} has no MX record; mail to it goes to the address of the domain itself.`, TODO)
      : say.broken(`${domain} takes no mail: answers and bounces are lost, and many receivers refuse its mail.`, TODO);
  }
  const records = found.records.toSorted((a, b) => a.priority - b.priority);
  const say = line('mail.mx', title, records.map((mx) => `${mx.priority} ${mx.exchange || '.'}`).join('\n'));
  if (records.some((mx) => mx.exchange === '' || mx.exchange === '.'))
    return say.broken(`${domain} says that it takes no mail (a null MX): answers and bounces are lost.`, TODO);
  const hosts = await Promise.all(records.map(async (mx) => ({ mx, at: await dns.addresses(mx.exchange) })));
  const dead = hosts.filter(({ at }) => at.is === 'none').map(({ mx }) => mx.exchange);
  if (dead.length === records.length) return say.broken(`${dead.join(', ')} has no address, so no mail arrives.`, TODO);
  if (dead.length > 0)
    return say.look(`${dead.join(', ')} has no address.`, 'Remove it from the MX records, or give it an address.');
  return say.well(`Mail to ${domain} goes to ${records[0]?.exchange}.`);
}

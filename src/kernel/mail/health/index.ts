import type { Settings } from '../../config/settings.ts';
import type { SmtpSettings } from '../settings.ts';
import { checkDkim } from './dkim.ts';
import { checkDmarc } from './dmarc.ts';
import { dnsOf } from './dns.ts';
import type { Line } from './line.ts';
import { checkMx } from './mx.ts';
import { checkSpf } from './spf.ts';

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/**
 * How the domain that mails come from stands in the DNS, one line a record. Asks DNS servers and nobody else; a server that does not
 * answer makes a line say so, within seconds.
 */
export async function examineMail(
  settings: Pick<Settings, 'dnsServers'>,
  smtp: SmtpSettings,
): Promise<{ domain: string; lines: Line[] }> {
  const dns = dnsOf(settings.dnsServers);
  const domain = domainOf(smtp.fromAddress);
  const lines = await Promise.all([
    checkMx(dns, domain),
    checkSpf(dns, domain, smtp.host),
    checkDkim(dns, domain, smtp.dkimSelector ?? null),
    checkDmarc(dns, domain),
  ]);
  return { domain, lines };
}

import { examineMail } from '../mail/health/index.ts';
import { readSmtpSettings } from '../mail/settings.ts';
import { about, type Finding, type Patient } from './finding.ts';

/** Do receivers have reason to believe what we send? Nothing to say while no mail server is set up: the outbox says so. */
export async function checkMail({ kysely, settings }: Patient): Promise<Finding[]> {
  const smtp = await readSmtpSettings({ tx: kysely });
  if (!smtp) return [];
  const { lines } = await examineMail(settings, smtp);
  return lines.map(({ record: _, ...finding }) => finding);
}

/** The same where it cannot be asked at all. */
export const mailUnknown = (words: string): Finding =>
  about('mail', 'Mail').look(`It cannot be checked: ${words}`, 'Look at Settings, Mail server.');

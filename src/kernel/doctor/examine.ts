import { checkClock, checkDatabase, checkMigrations } from './database.ts';
import { about, type Finding, type Patient } from './finding.ts';
import { checkMail, mailUnknown } from './mail.ts';
import { checkAddress, checkDisk, checkFolder } from './place.ts';
import { checkSecrets } from './secrets.ts';
import { checkBackups, checkOutbox, checkQueue, checkWorkers } from './work.ts';

/** Every check that needs the database, in the order in which one would ask. Without a database the first finding says so, alone. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const { settings, folder } = patient;
  const database = await checkDatabase(patient);
  const place = folder === undefined ? [] : [checkFolder(folder), await checkDisk(folder, settings)];
  const first = [database, ...place, checkAddress(settings)];
  if (database.verdict === 'broken') return first;
  const migrations = await soundly('migrations', 'Migrations', () => checkMigrations(patient));
  const rest = [
    await soundly('clock', 'Clocks', () => checkClock(patient)),
    await soundly('secrets', 'Key for secrets', () => checkSecrets(patient)),
    await soundly('workers', 'Workers', () => checkWorkers(patient)),
    await soundly('queue', 'Queue', () => checkQueue(patient)),
    await soundly('outbox', 'Outbox', () => checkOutbox(patient)),
    await soundly('backups', 'Backups', () => checkBackups(patient)),
  ];
  const mail = await checkMail(patient).catch((error: Error) => [mailUnknown(error.message)]);
  return [...first, migrations, ...rest, ...mail];
}

/** A check that cannot be made is a finding, too: the others are still worth hearing. */
async function soundly(check: string, title: string, act: () => Promise<Finding>): Promise<Finding> {
  try {
    return await act();
  } catch (error) {
    return about(check, title).broken(
      `It cannot be checked: ${(error as Error).message}`,
      'If migrations are missing, start Guildhall first; else report this.',
    );
  }
}

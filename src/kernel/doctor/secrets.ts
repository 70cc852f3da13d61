import { sql } from 'kysely';
import { CannotOpen, open } from '../secrets/seal.ts';
import { about, type Finding, type Patient } from './finding.ts';

/** Is the key that seals secrets here, and does it open what is sealed? */
export async function checkSecrets({ kysely, secrets }: Patient): Promise<Finding> {
  const say = about('secrets', 'Key for secrets');
  if (!secrets)
    return say.broken(
      'There is no key that can be read.',
      'Set GUILDHALL_SECRET_KEY, or put secret.key back into the data folder from a backup.',
    );
  const mark = await sql<{ value: unknown }>`select value from house.settings where key = 'secrets.key'`.execute(
    kysely,
  );
  const known = mark.rows[0] ? String(mark.rows[0].value) : null;
  const todo = 'Set GUILDHALL_SECRET_KEY to the key of this installation (from its secret.key, or from a backup).';
  if (known !== null && !secrets.all.has(known))
    return say.broken(`The secrets are sealed with key ${known}; this process has key ${secrets.current.id}.`, todo);
  const { rows } = await sql<{
    name: string;
    sealed: Buffer;
  }>`select name, sealed from house.secrets order by name`.execute(kysely);
  const shut = rows.filter(({ name, sealed }) => !opens(() => open(secrets, name, sealed))).map(({ name }) => name);
  if (shut.length > 0)
    return say.broken(
      `These secrets do not open: ${shut.join(', ')}.`,
      'Put the key they were sealed with after a comma into GUILDHALL_SECRET_KEY, or enter them again under Settings.',
    );
  return say.well(
    rows.length === 0 ? 'It is here; nothing is sealed yet.' : `It opens all ${rows.length} sealed values.`,
  );
}

function opens(act: () => string): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof CannotOpen) return false;
    throw error;
  }
}

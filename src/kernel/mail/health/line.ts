import { about, type Finding } from '../../doctor/finding.ts';

/** One line of mail health, with the record it was read from; null: there is none, or none could be read. */
export type Line = Finding & { record: string | null };

/** The makers of a line's findings, as `about`, each beside the record. */
export function line(check: string, title: string, record: string | null) {
  const say = about(check, title);
  return {
    well: (words: string): Line => ({ ...say.well(words), record }),
    look: (words: string, todo: string): Line => ({ ...say.look(words, todo), record }),
    broken: (words: string, todo: string): Line => ({ ...say.broken(words, todo), record }),
    /** Nothing is known, which is no fault of the domain's. */
    silent: (name: string, why: string): Line => ({
      ...say.look(
        `No DNS server answered for ${name} (${why}), so nothing is known.`,
        'Check that this machine reaches a DNS server, or name one with GUILDHALL_DNS_SERVERS.',
      ),
      record,
    }),
  };
}

/** The tags of a record such as `v=DKIM1; k=rsa; p=...`: names in small letters, spaces around them gone. The first of a name counts. */
export function tagsOf(record: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const part of record.split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim().toLowerCase();
    if (at > 0 && !tags.has(name)) tags.set(name, part.slice(at + 1).trim());
  }
  return tags;
}

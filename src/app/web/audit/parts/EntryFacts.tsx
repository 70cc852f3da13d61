import { useAsk } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { type Entry, programs } from '../questions.ts';

/** Who, when, from where and with what. */
export function EntryFacts({ entry }: { entry: Entry }) {
  const { about, from } = entry;
  const title = about.title ?? `${about.kind} ${about.id}`;
  const program = useAsk(programs).programs.find(({ id }) => id === entry.program);
  return (
    <FactList
      facts={[
        { name: 'Who', value: entry.who.name },
        { name: 'When', value: <RelativeTime instant={entry.at} /> },
        { name: 'Exactly', value: entry.at },
        { name: 'About', value: about.href ? <Link href={about.href}>{title}</Link> : title },
        ...(entry.program === null ? [] : [{ name: 'Program', value: program?.name ?? entry.program }]),
        { name: 'From', value: from?.address ?? 'Not known, or not kept any more' },
        ...(from?.agent && from.agent !== entry.with?.name ? [{ name: 'Browser or client', value: from.agent }] : []),
        ...(entry.with === null
          ? []
          : [
              {
                name: entry.with.kind === 'token' ? 'API token' : 'Session',
                value: entry.with.name ?? entry.with.id,
              },
            ]),
        { name: 'Kind', value: entry.kind },
        { name: 'Request', value: entry.request },
      ]}
    />
  );
}

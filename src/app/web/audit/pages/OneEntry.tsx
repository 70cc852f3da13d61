import { useParams } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { EntryChanges } from '../parts/EntryChanges.tsx';
import { EntryFacts } from '../parts/EntryFacts.tsx';
import { entry } from '../questions.ts';

/** One fact of the audit log at its own address. */
export default function OneEntry() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useAsk(entry(id));
  return (
    <RecordPage
      title={`${shown.who.name} ${shown.words}`}
      above={<Link href="/settings/audit">Audit log</Link>}
      aside={<EntryFacts entry={shown} />}
    >
      <EntryChanges entry={shown} />
    </RecordPage>
  );
}

import { PublicLink } from '#web/public/language.tsx';
import { useMemberWords } from './words/index.ts';

/** From the status page of an application (`base`, /a/...) to the membership it led to: the same key opens it. */
export function MemberLink({ base }: { base: string }) {
  const { say } = useMemberWords();
  return (
    <p>
      <PublicLink href={base.replace('/a/', '/m/')}>{say('page.link')}</PublicLink>
    </p>
  );
}

import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from '../public-footer.tsx';
import type { ProgramShown } from '../types.ts';
import { useMemberWords } from './words/index.ts';

/** After a renewal was sent: nothing is left to do, since the address is known. */
export function RenewalSentPage({ program, ...frame }: PublicFrame & { program: ProgramShown }) {
  const { say } = useMemberWords();
  return (
    <PublicPage
      {...frame}
      sample={program.sample}
      title={say('renew.sent')}
      lead={program.name}
      footer={<PublicFooter />}
    >
      <p>{say('renew.sent-words')}</p>
    </PublicPage>
  );
}

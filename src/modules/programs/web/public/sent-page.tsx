import { joined, PublicLink } from '#web/public/language.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { Steps } from '#web/public/Steps.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { ProgramShown } from './types.ts';
import { useWords } from './words/index.ts';

/** After the form: one thing is left to do, in the mailbox. */
export function SentPage({
  program,
  number,
  ...frame
}: PublicFrame & { program: ProgramShown; number: string | null }) {
  const { say, parts } = useWords();
  const days = program.promiseDays;
  return (
    <PublicPage
      {...frame}
      sample={program.sample}
      title={say('sent.title')}
      lead={
        number
          ? say('sent.lead-number', { number, program: program.name })
          : say('sent.lead', { program: program.name })
      }
      footer={<PublicFooter />}
    >
      <p>{say('sent.words', { days })}</p>
      <Steps
        steps={[
          { name: say('sent.step-sent'), place: 'done' },
          {
            name: say('sent.step-confirm'),
            place: 'here',
            words: say('sent.step-confirm-words', { days: program.retention.unconfirmedDays }),
          },
          ...(program.requirements.some(({ check }) => check === 'control-proved')
            ? [{ name: say('sent.step-prove'), place: 'ahead' as const }]
            : []),
          { name: say('sent.step-checks'), place: 'ahead' },
          { name: say('sent.step-decision'), place: 'ahead', words: say('sent.step-decision-words', { days }) },
        ]}
      />
      <h2>{say('sent.no-mail')}</h2>
      <p>
        {joined(parts('sent.no-mail-words', { link: (inside) => <PublicLink href="/lost-link">{inside}</PublicLink> }))}
      </p>
    </PublicPage>
  );
}

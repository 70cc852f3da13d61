import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { Steps } from '#web/public/Steps.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { ProgramShown } from './types.ts';
import { count } from './words.ts';

/** After the form: one thing is left to do, in the mailbox. */
export function SentPage({
  program,
  number,
  ...frame
}: PublicFrame & { program: ProgramShown; number: string | null }) {
  return (
    <PublicPage
      {...frame}
      sample={program.sample}
      title="One step left: confirm your mail address"
      lead={
        number
          ? `We have your application ${number} to the ${program.name}.`
          : `We have your application to the ${program.name}.`
      }
      footer={<PublicFooter />}
    >
      <p>
        A mail with a link is on its way to the address that you gave. Open it and confirm; then our clock starts, and
        you hear from us within {count(program.promiseDays, 'business day')}.
      </p>
      <Steps
        steps={[
          { name: 'Application sent', place: 'done' },
          {
            name: 'Confirm your mail address',
            place: 'here',
            words: `within ${count(program.retention.unconfirmedDays, 'day')}; after that the application lapses`,
          },
          { name: 'Show that you control the project', place: 'ahead' },
          { name: 'Checks', place: 'ahead' },
          { name: 'Decision', place: 'ahead', words: `within ${count(program.promiseDays, 'business day')}` },
        ]}
      />
      <h2>No mail?</h2>
      <p>
        It can take a few minutes, and it may lie among the unwanted mail. If it does not come,{' '}
        <a href="/lost-link">have it mailed again</a>. If the address was wrong, apply once more with the right one; the
        other application lapses by itself.
      </p>
    </PublicPage>
  );
}

import { renderToStaticMarkup } from 'react-dom/server';
import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { Facts } from '#web/public/Facts.tsx';
import { ChoiceField, errorOf, Field, Honeypot, SelectField, TickField } from '#web/public/Field.tsx';
import { MessageThread } from '#web/public/MessageThread.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import { Steps } from '#web/public/Steps.tsx';

const errors = [{ field: 'project', message: 'Give the name of the project.' }];

/** Every part of the public kit on one page, for tests/browser/public-kit.test.ts. */
export function demo(): string {
  return `<!doctype html>${renderToStaticMarkup(
    <PublicPage
      organisation="Example Foundation"
      sample
      title="Application for the Open Source program"
      lead="Your application is with us. You will hear by Friday, 27 November."
      autosave
    >
      <Steps
        steps={[
          { name: 'Sent', place: 'done', words: 'On 20 November 2026.' },
          { name: 'Checked', place: 'here', words: 'We read the licences of your repositories. By 27 November 2026.' },
          { name: 'Decided', place: 'ahead' },
        ]}
      />
      <Notice tone="needs-you" title="We have a question for you">
        <p>Which licence has the second repository?</p>
      </Notice>
      <h2>Messages</h2>
      <MessageThread
        messages={[
          {
            id: '1',
            from: 'Daniel',
            ours: false,
            at: '2026-11-20T10:00:00Z',
            when: '20 November, 11:00',
            text: 'Hello,\nwe would love to join.',
          },
          {
            id: '2',
            from: 'Example Foundation',
            ours: true,
            at: '2026-11-20T12:00:00Z',
            when: '20 November, 13:00',
            text: 'Which licence has the second repository?',
          },
        ]}
      />
      <h2>Your answer</h2>
      <ErrorSummary errors={errors} />
      <PublicForm action="/apply" idempotencyKey="k-12345678" draft="/draft">
        <Honeypot name="website" />
        <Field
          name="project"
          label="Name of the project"
          hint="As it stands in its README."
          error={errorOf(errors, 'project')}
          required
        />
        <Field name="about" label="What it does" rows={4} value="Wasserstraßeninformationsverarbeitungsbibliothek" />
        <SelectField
          name="country"
          label="Country"
          none="Choose"
          choices={[{ value: 'DE', label: 'Germany' }]}
          required
        />
        <ChoiceField
          name="kind"
          label="Who stands behind it"
          required
          choices={[
            { value: 'people', label: 'A group of people' },
            { value: 'foundation', label: 'A foundation', hint: 'Registered as not seeking profit.' },
          ]}
        />
        <TickField
          name="profit"
          label="We do not seek profit with this project."
          required
          hint="This is a statement you sign."
        />
        <Buttons>
          <Button>Send answer</Button>
          <Button quiet>Save and go on later</Button>
        </Buttons>
      </PublicForm>
      <h2>What you sent</h2>
      <Facts
        facts={[
          { name: 'Project', value: 'Curl' },
          { name: 'Repositories', value: '3' },
        ]}
      />
    </PublicPage>,
  )}`;
}

import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { type Choice, ChoiceField, errorOf, Field, Honeypot, SelectField, TickField } from '#web/public/Field.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import type { Typed } from '../../public/application-fields.ts';
import { FormNote, type Note } from './form-note.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { Problem } from './problem.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { FormFrame, ProgramShown } from './types.ts';
import { count, countryName, listWords } from './words.ts';

type Props = FormFrame & {
  program: ProgramShown;
  typed: Typed;
  draft: string | null;
  note: Note;
  countries: Choice[];
};

/** The application form. Everything that was typed comes back, whatever was wrong with it. */
export function FormPage({ program, typed, draft, note, countries, idempotencyKey, errors, problem, ...frame }: Props) {
  const error = (name: string) => errorOf(errors, name);
  const address = `/apply/${program.slug}/form`;
  return (
    <PublicPage
      {...frame}
      sample={program.sample}
      title={`Apply: ${program.name}`}
      lead={`Takes about five minutes. You can save at any time and go on later. You hear from us within ${count(program.promiseDays, 'business day')}.`}
      footer={<PublicFooter />}
      autosave
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      <FormNote note={note} days={program.retention.draftDays} />
      {program.open ? null : (
        <Notice tone="careful" title="The program takes no applications at the moment">
          <p>You can read the form, but not send it.</p>
        </Notice>
      )}
      <PublicForm action={address} idempotencyKey={idempotencyKey} draft={`${address}/autosave`}>
        <input type="hidden" name="draft" value={draft ?? ''} />
        <Honeypot name="website" />
        <h2>You</h2>
        <Field
          name="applicantName"
          label="Your name"
          value={typed.applicantName}
          error={error('applicantName')}
          autoComplete="name"
          maxLength={200}
          required
        />
        <Field
          name="address"
          type="email"
          label="Mail address"
          hint="We mail a link to this address; the application counts once you confirm it there."
          value={typed.address}
          error={error('address')}
          autoComplete="email"
          spellCheck={false}
          maxLength={254}
          required
        />
        <SelectField
          name="country"
          label="Country"
          hint={countryHint(program.embargo)}
          choices={countries}
          none="Choose a country"
          value={typed.country}
          error={error('country')}
          required
        />
        <h2>The project</h2>
        <Field
          name="project"
          label="Name of the project"
          value={typed.project}
          error={error('project')}
          maxLength={200}
          required
        />
        <Field
          name="namespaceUrl"
          label="Address of the project"
          hint="The group, organisation or user that holds all of its repositories, such as https://gitlab.com/group; or its only repository, such as https://github.com/owner/project."
          value={typed.namespaceUrl}
          error={error('namespaceUrl')}
          inputMode="url"
          spellCheck={false}
          maxLength={500}
          required
        />
        <Field
          name="repositories"
          label="Further repositories"
          hint="One a line, at most 100. Leave it empty if the address above holds them all."
          value={typed.repositories}
          error={error('repositories')}
          rows={4}
          spellCheck={false}
        />
        <Field
          name="purpose"
          label="What the project is, and what it needs this for"
          hint="A few sentences. At most 4,000 characters."
          value={typed.purpose}
          error={error('purpose')}
          rows={6}
          required
        />
        <ChoiceField
          name="hosting"
          label="Where you want to use it"
          values={[typed.hosting]}
          error={error('hosting')}
          choices={HOSTING}
          required
        />
        <h2>Your signature</h2>
        {program.statements.map(({ code, words }) => (
          <TickField
            key={code}
            name={`statements.${code}`}
            label={words}
            checked={typed.statements.includes(code)}
            error={error(`statements.${code}`)}
            required
          />
        ))}
        <h2>Your data</h2>
        <details>
          <summary>{`Privacy notice, version ${program.privacy.version}`}</summary>
          <Paragraphs text={program.privacy.text} />
        </details>
        <TickField
          name="acceptsPrivacy"
          label="I have read the privacy notice and agree that my data are used as it says."
          hint="You can withdraw this at any time on the status page."
          checked={typed.acceptsPrivacy}
          error={error('acceptsPrivacy')}
          required
        />
        <TickField
          name="wantsNews"
          label="Also write to me with news about the program. (optional)"
          hint="Has no influence on the decision."
          checked={typed.wantsNews}
          error={error('wantsNews')}
        />
        <Buttons>
          <Button name="action" value="send">
            Send application
          </Button>
          <Button quiet name="action" value="save" noValidate>
            Save draft
          </Button>
          <Button quiet name="action" value="mail-link" noValidate>
            Save and mail me the link
          </Button>
        </Buttons>
        <p className="hint">
          {`A draft is deleted ${count(program.retention.draftDays, 'day')} after you last changed it. Whoever has its link can read it.`}
        </p>
      </PublicForm>
    </PublicPage>
  );
}

const HOSTING: Choice[] = [
  { value: 'saas', label: 'Hosted by us', hint: 'You work on our service; nothing to install.' },
  { value: 'self-managed', label: 'Self-managed', hint: 'You run it on machines of your own.' },
];

const countryHint = (embargo: readonly string[]) =>
  embargo.length === 0
    ? 'Where you live or the project is at home.'
    : `Where you live or the project is at home. The law does not allow us to serve ${listWords(embargo.map(countryName))}; every other country is welcome.`;

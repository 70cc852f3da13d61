import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { type Choice, ChoiceField, errorOf, Field, Honeypot, SelectField, TickField } from '#web/public/Field.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import type { Typed } from '../../public/application-fields.ts';
import { ByInvitation, type Entry, EntryNotice } from './entry/entry-notice.tsx';
import { FormNote, type Note } from './form-note.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { Problem } from './problem.tsx';
import { PublicFooter } from './public-footer.tsx';
import { useLangOf } from './told.tsx';
import type { FormFrame, ProgramShown } from './types.ts';
import { useWords, type Words } from './words/index.ts';

type Props = FormFrame & {
  program: ProgramShown;
  typed: Typed;
  draft: string | null;
  note: Note;
  /** The invitation that the address names, and what it is worth. */
  invitation: string | null;
  entry: Entry;
  countries: Choice[];
};

/** The application form. Everything that was typed comes back, whatever was wrong with it. */
export function FormPage({
  program,
  typed,
  draft,
  note,
  invitation,
  entry,
  countries,
  idempotencyKey,
  errors,
  problem,
  ...frame
}: Props) {
  const words = useWords();
  const { say } = words;
  const { subject } = program.form;
  const langOf = useLangOf(program);
  const error = (name: string) => errorOf(errors, name);
  const address = `/apply/${program.slug}/form`;
  return (
    <PublicPage
      {...frame}
      wrong={errors.length > 0 || problem !== null}
      sample={program.sample}
      title={say('form.title', { program: program.name })}
      lead={say('form.lead', { days: program.promiseDays })}
      footer={<PublicFooter />}
      autosave
      conditions={program.form.fields.some(({ when }) => when.length > 0)}
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      <FormNote note={note} days={program.retention.draftDays} />
      <EntryNotice entry={entry} />
      {program.open ? null : (
        <Notice tone="careful" title={say('form.closed')}>
          <p>{say('form.closed-words')}</p>
        </Notice>
      )}
      {canApply(program, entry, draft) ? (
        <PublicForm action={address} idempotencyKey={idempotencyKey} draft={`${address}/autosave`}>
          <input type="hidden" name="draft" value={draft ?? ''} />
          {invitation === null ? null : <input type="hidden" name="invitation" value={invitation} />}
          <Honeypot name="website" />
          <h2>{say('form.you')}</h2>
          <Field
            name="applicantName"
            label={say('form.name')}
            value={typed.applicantName}
            error={error('applicantName')}
            autoComplete="name"
            maxLength={200}
            required
          />
          <Field
            name="address"
            type="email"
            label={say('form.address')}
            hint={say('form.address-hint')}
            value={typed.address}
            error={error('address')}
            autoComplete="email"
            spellCheck={false}
            maxLength={254}
            required
          />
          <SelectField
            name="country"
            label={say('form.country')}
            hint={countryHint(program.embargo, words)}
            choices={countries}
            none={say('form.country-none')}
            value={typed.country}
            error={error('country')}
            required
          />
          <h2>{say(THE[subject])}</h2>
          {subject === 'person' ? null : (
            <Field
              name="project"
              label={say(NAME[subject])}
              value={typed.project}
              error={error('project')}
              maxLength={200}
              required
            />
          )}
          {program.form.repositories ? <PlaceFields typed={typed} error={error} /> : null}
          <Field
            name="purpose"
            label={say(PURPOSE[subject])}
            hint={say('form.purpose-hint')}
            value={typed.purpose}
            error={error('purpose')}
            rows={6}
            required
          />
          {program.hostings.length > 1 ? (
            <ChoiceField
              name="hosting"
              label={say('form.hosting')}
              values={[typed.hosting]}
              error={error('hosting')}
              choices={hostingChoices(words)}
              required
            />
          ) : null}
          <PolicyFields program={program} answers={typed.answers} error={error} countries={countries} />
          {program.statements.length > 0 ? <h2>{say('form.signature')}</h2> : null}
          {program.statements.map(({ code, words }) => (
            <TickField
              key={code}
              name={`statements.${code}`}
              label={<span lang={langOf(`statement.${code}`)}>{words}</span>}
              checked={typed.statements.includes(code)}
              error={error(`statements.${code}`)}
              required
            />
          ))}
          <h2>{say('form.data')}</h2>
          <details>
            <summary>{say('privacy.version', { version: program.privacy.version })}</summary>
            <Paragraphs text={program.privacy.text} forReader={program.translated.includes('privacy')} />
          </details>
          <TickField
            name="acceptsPrivacy"
            label={say('form.privacy')}
            hint={say('form.privacy-hint')}
            checked={typed.acceptsPrivacy}
            error={error('acceptsPrivacy')}
            required
          />
          <TickField
            name="wantsNews"
            label={say('form.news')}
            hint={say('form.news-hint')}
            checked={typed.wantsNews}
            error={error('wantsNews')}
          />
          <Buttons>
            <Button name="action" value="send">
              {say('form.send')}
            </Button>
            <Button quiet name="action" value="save" noValidate>
              {say('form.save')}
            </Button>
            <Button quiet name="action" value="mail-link" noValidate>
              {say('form.save-and-mail')}
            </Button>
          </Buttons>
          <p className="hint">{say('form.draft-days', { days: program.retention.draftDays })}</p>
        </PublicForm>
      ) : (
        <ByInvitation />
      )}
    </PublicPage>
  );
}

/** Where only those who were invited can apply, the form is for them, and for whoever has a draft: sending says the last word. */
const canApply = (program: ProgramShown, entry: Entry, draft: string | null): boolean =>
  program.entry !== 'invitation' || draft !== null || (entry !== null && 'invited' in entry);

type PlaceProps = { typed: Typed; error: (name: string) => string | undefined };

/** Where the project lies. */
function PlaceFields({ typed, error }: PlaceProps) {
  const { say } = useWords();
  return (
    <>
      <Field
        name="namespaceUrl"
        label={say('form.namespace')}
        hint={say('form.namespace-hint')}
        value={typed.namespaceUrl}
        error={error('namespaceUrl')}
        inputMode="url"
        spellCheck={false}
        maxLength={500}
        required
      />
      <Field
        name="repositories"
        label={say('form.repositories')}
        hint={say('form.repositories-hint')}
        value={typed.repositories}
        error={error('repositories')}
        rows={4}
        spellCheck={false}
      />
    </>
  );
}

const THE = {
  project: 'form.the-project',
  institution: 'form.the-institution',
  company: 'form.the-company',
  person: 'form.the-person',
} as const;
const NAME = { project: 'form.project', institution: 'form.institution', company: 'form.company' } as const;
const PURPOSE = {
  project: 'form.purpose',
  institution: 'form.purpose-institution',
  company: 'form.purpose-company',
  person: 'form.purpose-person',
} as const;

const hostingChoices = ({ say }: Words): Choice[] => [
  { value: 'saas', label: say('form.saas'), hint: say('form.saas-hint') },
  { value: 'self-managed', label: say('form.self-managed'), hint: say('form.self-managed-hint') },
];

const countryHint = (embargo: readonly string[], { say, list, country }: Words): string =>
  embargo.length === 0 ? say('country.hint') : say('country.embargo', { countries: list(embargo.map(country)) });

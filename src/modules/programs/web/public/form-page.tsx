import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { type Choice, ChoiceField, errorOf, Field, Honeypot, SelectField, TickField } from '#web/public/Field.tsx';
import { useTextsLang } from '#web/public/language.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import type { Typed } from '../../public/application-fields.ts';
import { FormNote, type Note } from './form-note.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { Problem } from './problem.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { FormFrame, ProgramShown } from './types.ts';
import { useWords, type Words } from './words/index.ts';

type Props = FormFrame & {
  program: ProgramShown;
  typed: Typed;
  draft: string | null;
  note: Note;
  countries: Choice[];
};

/** The application form. Everything that was typed comes back, whatever was wrong with it. */
export function FormPage({ program, typed, draft, note, countries, idempotencyKey, errors, problem, ...frame }: Props) {
  const words = useWords();
  const { say } = words;
  const lang = useTextsLang();
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
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      <FormNote note={note} days={program.retention.draftDays} />
      {program.open ? null : (
        <Notice tone="careful" title={say('form.closed')}>
          <p>{say('form.closed-words')}</p>
        </Notice>
      )}
      <PublicForm action={address} idempotencyKey={idempotencyKey} draft={`${address}/autosave`}>
        <input type="hidden" name="draft" value={draft ?? ''} />
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
        <h2>{say('form.the-project')}</h2>
        <Field
          name="project"
          label={say('form.project')}
          value={typed.project}
          error={error('project')}
          maxLength={200}
          required
        />
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
        <Field
          name="purpose"
          label={say('form.purpose')}
          hint={say('form.purpose-hint')}
          value={typed.purpose}
          error={error('purpose')}
          rows={6}
          required
        />
        <ChoiceField
          name="hosting"
          label={say('form.hosting')}
          values={[typed.hosting]}
          error={error('hosting')}
          choices={hostingChoices(words)}
          required
        />
        <h2>{say('form.signature')}</h2>
        {program.statements.map(({ code, words }) => (
          <TickField
            key={code}
            name={`statements.${code}`}
            label={<span lang={lang}>{words}</span>}
            checked={typed.statements.includes(code)}
            error={error(`statements.${code}`)}
            required
          />
        ))}
        <h2>{say('form.data')}</h2>
        <details>
          <summary>{say('privacy.version', { version: program.privacy.version })}</summary>
          <Paragraphs text={program.privacy.text} />
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
    </PublicPage>
  );
}

const hostingChoices = ({ say }: Words): Choice[] => [
  { value: 'saas', label: say('form.saas'), hint: say('form.saas-hint') },
  { value: 'self-managed', label: say('form.self-managed'), hint: say('form.self-managed-hint') },
];

const countryHint = (embargo: readonly string[], { say, list, country }: Words): string =>
  embargo.length === 0 ? say('country.hint') : say('country.embargo', { countries: list(embargo.map(country)) });

import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { errorOf, Field, Honeypot } from '#web/public/Field.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import type { Nominated } from '../../../public/nomination-routes.ts';
import { Problem } from '../problem.tsx';
import { PublicFooter } from '../public-footer.tsx';
import type { FormFrame, ProgramShown } from '../types.ts';
import { useWords } from '../words/index.ts';
import { useEntryWords } from './words/index.ts';

type Props = FormFrame & { program: ProgramShown; typed: Nominated; sent: boolean };

/** Names somebody for a program. Everything that was typed comes back, whatever was wrong with it. */
export function NominatePage({ program, typed, sent, idempotencyKey, errors, problem, ...frame }: Props) {
  const { say } = useEntryWords();
  const form = useWords();
  const error = (name: keyof Nominated) => errorOf(errors, name);
  return (
    <PublicPage
      {...frame}
      wrong={errors.length > 0 || problem !== null}
      sample={program.sample}
      title={say('nominate.title', { program: program.name })}
      lead={say('nominate.lead')}
      footer={<PublicFooter />}
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      {sent ? (
        <Notice tone="good" fresh title={say('nominate.sent')}>
          <p>{say('nominate.sent-words')}</p>
        </Notice>
      ) : null}
      {program.open ? null : (
        <Notice tone="careful" title={form.say('form.closed')}>
          <p>{form.say('form.closed-words')}</p>
        </Notice>
      )}
      <PublicForm action={`/apply/${program.slug}/nominate`} idempotencyKey={idempotencyKey}>
        <Honeypot name="website" />
        <h2>{say('nominate.them')}</h2>
        <Field
          name="nomineeName"
          label={say('nominate.their-name')}
          value={typed.nomineeName}
          error={error('nomineeName')}
          autoComplete="off"
          maxLength={200}
          required
        />
        <Field
          name="nomineeAddress"
          type="email"
          label={say('nominate.their-address')}
          value={typed.nomineeAddress}
          error={error('nomineeAddress')}
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          required
        />
        <Field
          name="words"
          label={say('nominate.why')}
          hint={say('nominate.why-hint')}
          value={typed.words}
          error={error('words')}
          rows={6}
          required
        />
        <h2>{say('nominate.you')}</h2>
        <Field
          name="nominatorName"
          label={say('nominate.your-name')}
          value={typed.nominatorName}
          error={error('nominatorName')}
          autoComplete="name"
          maxLength={200}
          required
        />
        <Field
          name="nominatorAddress"
          type="email"
          label={say('nominate.your-address')}
          hint={say('nominate.your-address-hint')}
          value={typed.nominatorAddress}
          error={error('nominatorAddress')}
          autoComplete="email"
          spellCheck={false}
          maxLength={254}
          required
        />
        <p className="hint">{say('nominate.data', { days: program.retention.refusedDays })}</p>
        <Buttons>
          <Button>{say('nominate.button')}</Button>
        </Buttons>
      </PublicForm>
    </PublicPage>
  );
}

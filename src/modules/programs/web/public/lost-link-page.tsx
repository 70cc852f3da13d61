import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { errorOf, Field, Honeypot } from '#web/public/Field.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import { Problem } from './problem.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { FormFrame } from './types.ts';
import { useWords } from './words/index.ts';

/** Mails lost links again. The answer never says whether somebody applied. */
export function LostLinkPage({
  address,
  mailed,
  idempotencyKey,
  errors,
  problem,
  ...frame
}: FormFrame & { address: string; mailed: boolean }) {
  const { say } = useWords();
  return (
    <PublicPage
      {...frame}
      wrong={errors.length > 0 || problem !== null}
      title={say('lost-link.title')}
      lead={say('lost-link.lead')}
      footer={<PublicFooter />}
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      {mailed ? (
        <Notice tone="good" fresh title={say('lost-link.mailed')}>
          <p>{say('lost-link.mailed-words')}</p>
        </Notice>
      ) : null}
      <PublicForm action="/lost-link" idempotencyKey={idempotencyKey}>
        <Honeypot name="website" />
        <Field
          name="address"
          type="email"
          label={say('lost-link.address')}
          hint={say('lost-link.address-hint')}
          value={address}
          error={errorOf(errors, 'address')}
          autoComplete="email"
          spellCheck={false}
          maxLength={254}
          required
        />
        <Buttons>
          <Button>{say('lost-link.button')}</Button>
        </Buttons>
      </PublicForm>
    </PublicPage>
  );
}

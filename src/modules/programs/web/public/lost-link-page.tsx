import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { errorOf, Field, Honeypot } from '#web/public/Field.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import { Problem } from './problem.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { FormFrame } from './types.ts';

/** Mails lost links again. The answer never says whether somebody applied. */
export function LostLinkPage({
  address,
  mailed,
  idempotencyKey,
  errors,
  problem,
  ...frame
}: FormFrame & { address: string; mailed: boolean }) {
  return (
    <PublicPage
      {...frame}
      title="Get the link to your application"
      lead="We mail the links of all applications of an address to that address."
      footer={<PublicFooter />}
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      {mailed ? (
        <Notice tone="good" title="Look into your mailbox">
          <p>
            If there are applications with the address you gave, their links are on the way to it. If no mail comes
            within some minutes, you may have applied with another address.
          </p>
        </Notice>
      ) : null}
      <PublicForm action="/lost-link" idempotencyKey={idempotencyKey}>
        <Honeypot name="website" />
        <Field
          name="address"
          type="email"
          label="Mail address"
          hint="The one with which you applied."
          value={address}
          error={errorOf(errors, 'address')}
          autoComplete="email"
          spellCheck={false}
          maxLength={254}
          required
        />
        <Buttons>
          <Button>Mail me the links</Button>
        </Buttons>
      </PublicForm>
    </PublicPage>
  );
}

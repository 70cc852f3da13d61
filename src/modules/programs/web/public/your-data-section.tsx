import { Button, Buttons } from '#web/public/Button.tsx';
import { Facts } from '#web/public/Facts.tsx';
import { errorOf, Field, TickField } from '#web/public/Field.tsx';
import { PublicLink } from '#web/public/language.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import type { StatusPart } from './status-part.ts';
import type { Application } from './types.ts';
import { useWords } from './words/index.ts';

/** What we hold of the applicant, and the ways to change it or to take it back. */
export function YourDataSection(part: StatusPart) {
  const { application, base, typed, errors, idempotencyKey } = part;
  const { address, applicantName, may } = application;
  const { say } = useWords();
  return (
    <section id="your-data">
      <h2>{say('you.title')}</h2>
      <Facts
        facts={[
          { name: say('you.name'), value: applicantName ?? say('you.erased') },
          { name: say('you.address'), value: address ?? say('you.erased') },
        ]}
      />
      {may.changeAddress ? (
        <details open={errorOf(errors, 'address') !== undefined}>
          <summary>{say('you.change')}</summary>
          <PublicForm action={`${base}/address`} idempotencyKey={idempotencyKey}>
            <Field
              name="address"
              type="email"
              label={say('you.new-address')}
              hint={say('you.new-address-hint')}
              value={typed.address ?? ''}
              error={errorOf(errors, 'address')}
              autoComplete="email"
              spellCheck={false}
              maxLength={254}
              required
            />
            <Buttons>
              <Button quiet>{say('you.change-button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
      <h3>{say('you.consents')}</h3>
      {application.consents.length === 0 ? <p className="quiet">{say('you.no-consents')}</p> : null}
      {application.consents.map((consent) => (
        <Consent key={consent.id} {...part} consent={consent} />
      ))}
      <p>
        <PublicLink href="/privacy">{say('foot.privacy')}</PublicLink>
      </p>
      {may.withdraw ? (
        <details open={errorOf(errors, 'withdraws') !== undefined}>
          <summary>{say('you.withdraw')}</summary>
          <PublicForm action={`${base}/withdraw`} idempotencyKey={idempotencyKey}>
            <TickField
              name="withdraws"
              label={say('you.withdraw-tick')}
              hint={say('you.withdraw-hint')}
              error={errorOf(errors, 'withdraws')}
              required
            />
            <Buttons>
              <Button danger>{say('you.withdraw-button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
    </section>
  );
}

function Consent({
  application,
  base,
  zone,
  errors,
  idempotencyKey,
  consent,
}: StatusPart & { consent: Application['consents'][number] }) {
  const { say, when, space } = useWords();
  const needed = consent.purpose === 'privacy-notice';
  return (
    <div>
      <p>
        <b>{say(`consent.${consent.purpose}`)}</b>
        {space}
        {say('consent.version', { version: consent.version })}
        <br />
        <span className="quiet">
          {say('consent.given', { when: when(consent.givenAt, zone) })}
          {consent.withdrawnAt ? space + say('consent.withdrawn', { when: when(consent.withdrawnAt, zone) }) : ''}
        </span>
      </p>
      {consent.withdrawnAt ? null : (
        <details open={needed && errorOf(errors, 'withdrawsPrivacy') !== undefined}>
          <summary>{needed ? say('consent.withdraw') : say('consent.withdraw-news')}</summary>
          <PublicForm action={`${base}/consents/${consent.id}`} idempotencyKey={idempotencyKey}>
            <input type="hidden" name="purpose" value={consent.purpose} />
            {needed ? (
              <TickField
                name="withdrawsPrivacy"
                label={application.may.withdraw ? say('consent.tick-ends') : say('consent.tick')}
                error={errorOf(errors, 'withdrawsPrivacy')}
                required
              />
            ) : null}
            <Buttons>
              <Button danger>{say('consent.button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      )}
    </div>
  );
}

import { Button, Buttons } from '#web/public/Button.tsx';
import { Facts } from '#web/public/Facts.tsx';
import { errorOf, Field, TickField } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import type { StatusPart } from './status-page.tsx';
import type { Application } from './types.ts';
import { whenWords } from './words.ts';

/** What we hold of the applicant, and the ways to change it or to take it back. */
export function YourDataSection(part: StatusPart) {
  const { application, base, typed, errors, idempotencyKey } = part;
  const { address, applicantName, may } = application;
  return (
    <section id="your-data">
      <h2>You and your data</h2>
      <Facts
        facts={[
          { name: 'Name', value: applicantName ?? 'erased' },
          { name: 'Mail address', value: address ?? 'erased' },
        ]}
      />
      {may.changeAddress ? (
        <details open={errorOf(errors, 'address') !== undefined}>
          <summary>Change the mail address</summary>
          <PublicForm action={`${base}/address`} idempotencyKey={idempotencyKey}>
            <Field
              name="address"
              type="email"
              label="New mail address"
              hint="We mail a link to it; the address changes once you confirm it there."
              value={typed.address ?? ''}
              error={errorOf(errors, 'address')}
              autoComplete="email"
              spellCheck={false}
              maxLength={254}
              required
            />
            <Buttons>
              <Button quiet>Change mail address</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
      <h3>Your consents</h3>
      {application.consents.length === 0 ? <p className="quiet">There are none.</p> : null}
      {application.consents.map((consent) => (
        <Consent key={consent.id} {...part} consent={consent} />
      ))}
      <p>
        <a href="/privacy">How we use your data</a>
      </p>
      {may.withdraw ? (
        <details open={errorOf(errors, 'withdraws') !== undefined}>
          <summary>Withdraw the application</summary>
          <PublicForm action={`${base}/withdraw`} idempotencyKey={idempotencyKey}>
            <TickField
              name="withdraws"
              label="I withdraw this application. It ends at once, and this cannot be undone."
              hint="You can apply again at any time."
              error={errorOf(errors, 'withdraws')}
              required
            />
            <Buttons>
              <Button danger>Withdraw application</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
    </section>
  );
}

const PURPOSE = { 'privacy-notice': 'Use of your data as the privacy notice says', news: 'News about the program' };

function Consent({
  application,
  base,
  zone,
  errors,
  idempotencyKey,
  consent,
}: StatusPart & { consent: Application['consents'][number] }) {
  const needed = consent.purpose === 'privacy-notice';
  return (
    <div>
      <p>
        <b>{PURPOSE[consent.purpose]}</b> (version {consent.version})<br />
        <span className="quiet">
          Given on {whenWords(consent.givenAt, zone)}.
          {consent.withdrawnAt ? ` Withdrawn on ${whenWords(consent.withdrawnAt, zone)}.` : ''}
        </span>
      </p>
      {consent.withdrawnAt ? null : (
        <details open={needed && errorOf(errors, 'withdrawsPrivacy') !== undefined}>
          <summary>{needed ? 'Withdraw this consent' : 'Withdraw the consent to news'}</summary>
          <PublicForm action={`${base}/consents/${consent.id}`} idempotencyKey={idempotencyKey}>
            <input type="hidden" name="purpose" value={consent.purpose} />
            {needed ? (
              <TickField
                name="withdrawsPrivacy"
                label={
                  application.may.withdraw
                    ? 'I withdraw it. The application ends with it, since we may not go on reading it.'
                    : 'I withdraw it.'
                }
                error={errorOf(errors, 'withdrawsPrivacy')}
                required
              />
            ) : null}
            <Buttons>
              <Button danger>Withdraw consent</Button>
            </Buttons>
          </PublicForm>
        </details>
      )}
    </div>
  );
}

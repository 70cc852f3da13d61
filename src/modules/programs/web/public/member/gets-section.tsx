import { Button, Buttons } from '#web/public/Button.tsx';
import { ChoiceField, errorOf, Field } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import type { MemberPart } from './member-part.ts';
import { useMemberWords } from './words/index.ts';

/** What the membership gives, with its codes, and what else can be asked for. */
export function GetsSection({ member, base, zone, typed, errors, idempotencyKey }: MemberPart) {
  const { say, when } = useMemberWords();
  if (member.entitlements.length === 0) return null;
  const asked = (kind: 'replacement' | 'second') => member.asked.find((each) => each.kind === kind);
  const [replacement, second] = [asked('replacement'), asked('second')];
  return (
    <section id="gets">
      <h2>{say('gets.title')}</h2>
      {member.entitlements.map((e) => (
        <div key={e.id}>
          <p>
            <b>{e.sku}</b>
            {e.kind === 'second' ? `, ${say('gets.second')}` : ''}
            {e.hosting ? `, ${say(`gets.${e.hosting}`)}` : ''}
            {e.seats === null ? '' : `, ${say('gets.seats', { seats: e.seats })}`}
            {', '}
            <span className="quiet">{e.booked ? say('gets.booked') : say('gets.open')}</span>
          </p>
          {e.code ? (
            <>
              <pre>
                <code>{e.code.code}</code>
              </pre>
              <p className="quiet">{say('gets.sent', { when: when(e.code.at, zone) })}</p>
              {e.booked ? null : (
                <Buttons>
                  <a className="button" href={e.code.checkoutUrl} rel="noreferrer">
                    {say('gets.redeem')}
                  </a>
                </Buttons>
              )}
            </>
          ) : null}
        </div>
      ))}
      {replacement ? <p>{say('replace.asked', { when: when(replacement.at, zone) })}</p> : null}
      {member.may.replace ? (
        <details open={errorOf(errors, 'replaceWords') !== undefined || errorOf(errors, 'hosting') !== undefined}>
          <summary>{say('replace.summary')}</summary>
          <PublicForm action={`${base}/replacement`} idempotencyKey={idempotencyKey}>
            <ChoiceField
              name="hosting"
              label={say('replace.hosting')}
              choices={member.otherHostings.map((value) => ({ value, label: say(`gets.${value}`) }))}
              values={[typed.hosting ?? '']}
              error={errorOf(errors, 'hosting')}
              required
            />
            <Field
              name="replaceWords"
              label={say('replace.words')}
              rows={4}
              value={typed.replaceWords ?? ''}
              error={errorOf(errors, 'replaceWords')}
              maxLength={4000}
              required
            />
            <Buttons>
              <Button quiet>{say('replace.button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
      {second ? <p>{say('second.asked', { when: when(second.at, zone) })}</p> : null}
      {member.may.second ? (
        <details open={errorOf(errors, 'secondWords') !== undefined}>
          <summary>{say('second.summary')}</summary>
          <PublicForm action={`${base}/second`} idempotencyKey={idempotencyKey}>
            <Field
              name="secondWords"
              label={say('second.words')}
              rows={4}
              value={typed.secondWords ?? ''}
              error={errorOf(errors, 'secondWords')}
              maxLength={4000}
              required
            />
            <Buttons>
              <Button quiet>{say('second.button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
    </section>
  );
}

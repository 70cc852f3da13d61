import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field, TickField } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import type { MemberPart } from './member-part.ts';
import { useMemberWords } from './words/index.ts';

/** Handing over, taking one's data along, and giving the membership back. */
export function OwnerSection({ member, base, zone, typed, errors, idempotencyKey }: MemberPart) {
  const { say, day } = useMemberWords();
  const { transfer, may } = member;
  return (
    <section id="owner">
      <h2>{say('owner.title')}</h2>
      {transfer ? (
        <p>
          {say('owner.open', { name: transfer.name, address: transfer.address, day: day(transfer.expiresAt, zone) })}
        </p>
      ) : null}
      {may.offer ? (
        <details open={errorOf(errors, 'newOwner') !== undefined || errorOf(errors, 'newAddress') !== undefined}>
          <summary>{say('owner.summary')}</summary>
          <p>{say('owner.words')}</p>
          <PublicForm action={`${base}/owner`} idempotencyKey={idempotencyKey}>
            <Field
              name="newOwner"
              label={say('owner.name')}
              value={typed.newOwner ?? ''}
              error={errorOf(errors, 'newOwner')}
              maxLength={200}
              required
            />
            <Field
              name="newAddress"
              type="email"
              label={say('owner.address')}
              value={typed.newAddress ?? ''}
              error={errorOf(errors, 'newAddress')}
              maxLength={254}
              spellCheck={false}
              required
            />
            <Buttons>
              <Button quiet>{say('owner.button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
      <p>
        <a href={`${base}/data.json`} download>
          {say('data.link')}
        </a>
      </p>
      {may.handBack ? (
        <details open={errorOf(errors, 'givesBack') !== undefined}>
          <summary>{say('back.summary')}</summary>
          <PublicForm action={`${base}/back`} idempotencyKey={idempotencyKey}>
            <Field
              name="backWords"
              label={say('back.words')}
              rows={3}
              value={typed.backWords ?? ''}
              error={errorOf(errors, 'backWords')}
              maxLength={4000}
            />
            <TickField
              name="givesBack"
              label={say('back.tick', { member: member.name })}
              error={errorOf(errors, 'givesBack') === undefined ? undefined : say('back.tick-missing')}
              required
            />
            <Buttons>
              <Button danger>{say('back.button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
    </section>
  );
}

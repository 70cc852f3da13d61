import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field, SelectField } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { REFERENCE_KINDS } from '../../../reference-kinds.ts';
import type { MemberPart } from './member-part.ts';
import { useMemberWords } from './words/index.ts';

/** For what the member lets itself be named, and the ways to agree and to withdraw. */
export function NamedSection({ member, base, zone, typed, errors, idempotencyKey }: MemberPart) {
  const { say, day } = useMemberWords();
  if (!member.may.change && member.references.length === 0) return null;
  const wrong = ['kind', 'scope', 'speaker', 'endsOn'].some((name) => errorOf(errors, name) !== undefined);
  return (
    <section id="named">
      <h2>{say('named.title')}</h2>
      <p>{say('named.words')}</p>
      {member.references.length === 0 ? <p className="quiet">{say('named.none')}</p> : null}
      {member.references.map((r) => (
        <div key={r.id}>
          <p>
            <b>{say(`kind.${r.kind}`)}</b>: <bdi>{r.scope}</bdi>
            <br />
            <span className="quiet">
              {[
                say('named.given', { day: day(r.givenAt, zone) }),
                ...(r.speaker ? [say('named.speaker-says', { name: r.speaker })] : []),
                ...(r.endsOn ? [say('named.until', { day: day(`${r.endsOn}T12:00:00Z`, 'UTC') })] : []),
                ...(r.withdrawnAt ? [say('named.withdrawn', { day: day(r.withdrawnAt, zone) })] : []),
              ].join('; ')}
            </span>
          </p>
          {r.withdrawnAt === null ? (
            <PublicForm action={`${base}/named/${r.id}`} idempotencyKey={idempotencyKey}>
              <Buttons>
                <Button quiet>{say('named.withdraw')}</Button>
              </Buttons>
            </PublicForm>
          ) : null}
        </div>
      ))}
      {member.may.change ? (
        <details open={wrong}>
          <summary>{say('named.summary')}</summary>
          <PublicForm action={`${base}/named`} idempotencyKey={idempotencyKey}>
            <SelectField
              name="kind"
              label={say('named.kind')}
              choices={REFERENCE_KINDS.map((value) => ({ value, label: say(`kind.${value}`) }))}
              value={typed.kind ?? 'quote'}
              error={errorOf(errors, 'kind')}
              required
            />
            <Field
              name="scope"
              label={say('named.scope')}
              hint={say('named.scope-hint')}
              rows={3}
              value={typed.scope ?? ''}
              error={errorOf(errors, 'scope')}
              maxLength={1000}
              required
            />
            <Field
              name="speaker"
              label={say('named.speaker')}
              value={typed.speaker ?? ''}
              error={errorOf(errors, 'speaker')}
              maxLength={200}
            />
            <Field
              name="endsOn"
              type="date"
              label={say('named.ends')}
              hint={say('named.ends-hint')}
              value={typed.endsOn ?? ''}
              error={errorOf(errors, 'endsOn')}
            />
            <Buttons>
              <Button>{say('named.button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
    </section>
  );
}

import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { useLangOf } from '../told.tsx';
import type { MemberPart } from './member-part.ts';
import { useMemberWords } from './words/index.ts';

/** Whom we can turn to, by role, and what the member agreed to do. */
export function ContactsSection(part: MemberPart) {
  const { member, zone } = part;
  const { say, day } = useMemberWords();
  const langOf = useLangOf(member);
  const noon = (iso: string) => `${iso}T12:00:00Z`;
  return (
    <>
      {member.contacts.length > 0 ? (
        <section id="contacts">
          <h2>{say('contacts.title')}</h2>
          <p>{say('contacts.words')}</p>
          {member.contacts.map((contact) => (
            <Contact key={contact.role} {...part} contact={contact} />
          ))}
        </section>
      ) : null}
      {member.duties.length > 0 ? (
        <section id="duties">
          <h2>{say('duties.title')}</h2>
          <ul>
            {member.duties.map((duty) => (
              <li key={`${duty.code} ${duty.dueOn}`}>
                <span lang={langOf(`duty.${duty.code}`)}>{duty.words}</span>{' '}
                <span className="quiet">
                  {duty.doneAt
                    ? say('duties.done', { day: day(duty.doneAt, zone) })
                    : say('duties.due', { day: day(noon(duty.dueOn), 'UTC') })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Contact({
  member,
  base,
  typed,
  errors,
  idempotencyKey,
  contact,
}: MemberPart & { contact: MemberPart['member']['contacts'][number] }) {
  const { say } = useMemberWords();
  const langOf = useLangOf(member);
  const [name, address] = [`name-${contact.role}`, `address-${contact.role}`];
  const wrong = errorOf(errors, name) !== undefined || errorOf(errors, address) !== undefined;
  return (
    <div>
      <p>
        <b lang={langOf(`contact.${contact.role}`)}>{contact.label}</b>
        <br />
        {contact.name ? (
          <>
            <bdi>{contact.name}</bdi>, {contact.address}
          </>
        ) : (
          <span className="quiet">{contact.required ? say('contacts.needed') : say('contacts.nobody')}</span>
        )}
      </p>
      {member.may.change ? (
        <details open={wrong}>
          <summary>{say('contacts.change')}</summary>
          <PublicForm action={`${base}/contacts`} idempotencyKey={idempotencyKey}>
            <input type="hidden" name="role" value={contact.role} />
            <Field
              name={name}
              label={say('contacts.name')}
              value={typed[name] ?? contact.name ?? ''}
              error={errorOf(errors, name)}
              maxLength={200}
              required={contact.required}
            />
            <Field
              name={address}
              type="email"
              label={say('contacts.address')}
              {...(contact.required ? {} : { hint: say('contacts.hint') })}
              value={typed[address] ?? contact.address ?? ''}
              error={errorOf(errors, address)}
              maxLength={254}
              spellCheck={false}
              required={contact.required}
            />
            <Buttons>
              <Button quiet>{say('contacts.button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
    </div>
  );
}

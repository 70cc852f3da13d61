import { Button, Buttons } from '#web/public/Button.tsx';
import { joined, PublicLink, Retold } from '#web/public/language.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { Findings } from './findings.tsx';
import type { StatusPart } from './status-part.ts';
import { useWords } from './words/index.ts';

/** Proof of control: the token, where it can be placed, and what we saw when we last looked. */
export function ProofSection({ application, base, zone, idempotencyKey }: StatusPart) {
  const { proof, checks, may } = application;
  const { say, parts, when } = useWords();
  if (!proof) return null;
  const check = checks.find(({ name }) => name === 'control-proved');
  const looking = check?.state === 'running';
  return (
    <section id="proof">
      <h2>{say('proof.title')}</h2>
      <p>{say('proof.words')}</p>
      <pre>
        <code>{proof.token}</code>
      </pre>
      <p>{say('proof.where')}</p>
      <ul>
        {proof.places.map(({ where, how }) => (
          <li key={where}>
            <a href={where} rel="noreferrer nofollow">
              <bdi>{where}</bdi>
            </a>
            <br />
            <Retold text={how} />
          </li>
        ))}
      </ul>
      {may.proveControl && proof.forges.length > 0 ? (
        <>
          <p>{say('proof.or-sign-in')}</p>
          {proof.forges.map(({ id, name }) => (
            <PublicForm key={id} action={`${base}/sign-in-at/${id}`} idempotencyKey={idempotencyKey}>
              <Buttons>
                <Button quiet>{say('proof.sign-in', { forge: name })}</Button>
              </Buttons>
            </PublicForm>
          ))}
        </>
      ) : null}
      {looking ? (
        <Notice title={say('proof.looking')}>
          <p>
            {joined(parts('proof.looking-words', { link: (inside) => <PublicLink href={base}>{inside}</PublicLink> }))}
          </p>
        </Notice>
      ) : null}
      {check && !looking && proof.lastLooked ? (
        <Notice tone="careful" title={say('proof.looked', { when: when(proof.lastLooked, zone) })}>
          <p>
            <Retold text={check.words} />
          </p>
          <Findings name={check.name} evidence={check.evidence} />
        </Notice>
      ) : null}
      {may.proveControl ? (
        <PublicForm action={`${base}/prove`} idempotencyKey={idempotencyKey}>
          <Buttons>
            <Button>{say('proof.button')}</Button>
          </Buttons>
        </PublicForm>
      ) : null}
    </section>
  );
}

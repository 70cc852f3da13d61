import { Button, Buttons } from '#web/public/Button.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { Findings } from './findings.tsx';
import type { StatusPart } from './status-page.tsx';
import { whenWords } from './words.ts';

/** Proof of control: the token, where it can be placed, and what we saw when we last looked. */
export function ProofSection({ application, base, zone, idempotencyKey }: StatusPart) {
  const { proof, checks, may } = application;
  if (!proof) return null;
  const check = checks.find(({ name }) => name === 'control-proved');
  const looking = check?.state === 'running';
  return (
    <section id="proof">
      <h2>Show that you control the project</h2>
      <p>Place this token, whole and on a line of its own. You can take it away again once we have seen it.</p>
      <pre>
        <code>{proof.token}</code>
      </pre>
      <p>Where it can be:</p>
      <ul>
        {proof.places.map(({ where, how }) => (
          <li key={where}>
            <a href={where} rel="noreferrer nofollow">
              <bdi>{where}</bdi>
            </a>
            <br />
            {how}
          </li>
        ))}
      </ul>
      {looking ? (
        <Notice title="We are looking now">
          <p>
            <a href={base}>Load the page again</a> in a minute to see what we found.
          </p>
        </Notice>
      ) : null}
      {check && !looking && proof.lastLooked ? (
        <Notice tone="careful" title={`We last looked on ${whenWords(proof.lastLooked, zone)}`}>
          <p>{check.words}</p>
          <Findings evidence={check.evidence} />
        </Notice>
      ) : null}
      {may.proveControl ? (
        <PublicForm action={`${base}/prove`} idempotencyKey={idempotencyKey}>
          <Buttons>
            <Button>I have placed it, look now</Button>
          </Buttons>
        </PublicForm>
      ) : null}
    </section>
  );
}

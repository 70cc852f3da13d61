import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { type FieldFault, invalid, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { identify, identifyOrganisation } from '#modules/community';
import { AddressFault, namespaceKey, newProofToken, parseRepositoryAddress, repositoryKey } from '#modules/connectors';
import type { programsContract } from '../contract.ts';
import { confirmMailTemplate } from '../emails/confirm-mail.ts';
import { applicationSubmitted } from '../facts.ts';
import { formFaults, knownOf } from '../form-faults.ts';
import { mailedAddress, makeLink } from '../links.ts';
import { type KeptAnswers, readAnswers } from '../policy/answers.ts';
import { type Hosting, hostingsOf } from '../policy/benefit.ts';
import { type ProgramInForce, programBySlug } from '../program-of.ts';
import { numberOf } from '../standing.ts';
import { confirmRenewal, renewedBy } from './renew.ts';
import { invitationFor, takeInvitation } from './use-invitation.ts';

type Form = Input<typeof programsContract.submitApplication>;
type Place = { key: string; url: string };

/**
 * Takes an application in: one transaction writes the application, its repositories, statements, consents, the wait for the
 * mail's confirmation, the fact, and the mail that asks for it. The same draft, or the same applicant asking for the same
 * namespace while it is still unconfirmed, answers the application that was made first.
 */
export async function submitApplication(
  c: Context,
  form: Form,
): Promise<{ number: string; address: string; confirmed: boolean }> {
  const program = await programBySlug(c, form.program);
  if (form.website !== '') return pretend(program, form);
  if (!program.open) throw refused('program.closed', 'This program takes no applications at the moment.');
  const draft = await draftOf(c, program, form);
  const kind = draft?.renews ? 'renewal' : 'new';
  const taken = checkForm(c, program, form, { kind, year: draft?.year ?? 1 });
  if (draft?.sentAs)
    return {
      ...{ number: numberOf(program.prefix, draft.sentAs.number), address: draft.sentAs.address },
      confirmed: draft.renews !== null,
    };
  const member = draft?.renews ? await renewedBy(c, draft.renews, form.address) : null;
  // Whoever is a member needs no other invitation.
  const invitation = member
    ? null
    : await invitationFor(c, program, { key: form.invitation, draft: draft?.id ?? null });
  await takeLimit(c, { bucket: 'apply', whom: addressPrefix(c.request.address), of: 20, per: { hours: 1 } });

  const { subject } = program.policy.form;
  const organisation =
    subject === 'person' ? null : (member?.organisation ?? (await identifyOrganisation(c, { name: taken.project })));
  const identity = await identify(c, {
    platform: 'email',
    kind: 'address',
    value: form.address,
    displayName: form.applicantName,
    ...(organisation ? { organisation } : {}),
    source: 'application',
  });
  const namespace =
    taken.places &&
    (await identify(c, {
      platform: platformOf(taken.places.host),
      kind: 'namespace',
      value: taken.places.namespace.key,
      source: 'application',
    }));
  const id = newId();
  const number = await insert(c, {
    id,
    program,
    form,
    taken,
    identity,
    namespace,
    organisation,
    draft: draft?.id ?? null,
    renews: member?.id ?? null,
  });
  await record(c, applicationSubmitted, {
    about: { kind: 'application', id },
    program: program.id,
    identity,
    data: { policy: program.policyId, kind },
  });
  if (member) {
    await confirmRenewal(c, id, member);
    return { number: numberOf(program.prefix, number), address: form.address, confirmed: true };
  }
  if (invitation) await takeInvitation(c, invitation, id);
  const key = await makeLink(c, id, 'confirm-mail', {
    expiresAt: c.now.add({ hours: 24 * program.policy.retention.unconfirmedDays }),
  });
  await queueMail(c, confirmMailTemplate, {
    to: { address: form.address, name: form.applicantName },
    about: { kind: 'application', id },
    program: program.id,
    language: c.request.language,
    data: {
      name: form.applicantName,
      number: numberOf(program.prefix, number),
      program: program.name,
      project: taken.project,
      confirmUrl: mailedAddress(c, `/a/confirm/${key}`, c.request.language),
      days: program.policy.retention.unconfirmedDays,
    },
  });
  return { number: numberOf(program.prefix, number), address: form.address, confirmed: false };
}

/** A program that fills in hidden fields gets the answer it hopes for, and nothing is kept. */
const pretend = (program: ProgramInForce, form: Form) => ({
  number: numberOf(program.prefix, 0),
  address: form.address,
  confirmed: false,
});

/** A forge as identities name it: a port becomes part of the name. Names end at 100 characters, long before hosts do. */
const platformOf = (host: string): string =>
  host
    .replace(/^\[|\]/g, '')
    .replaceAll(':', '-')
    .slice(-100)
    .replace(/^[^a-z0-9]+/, '');

/** Where the project lies; null where the program does not ask. */
type Places = { host: string; namespace: Place; repositories: Place[] } | null;

/** What was sent, by the rules of this program. */
type Taken = { project: string; hosting: Hosting | null; answers: KeptAnswers; places: Places };

/** Checks what the schema cannot: what this policy asks, and addresses of repositories. Throws `invalid` with every fault. */
function checkForm(
  c: Context,
  { policy }: ProgramInForce,
  form: Form,
  of: { kind: 'new' | 'renewal'; year: number },
): Taken {
  const hostings = hostingsOf(policy.benefit);
  const hosting = hostings.length > 1 ? (form.hosting ?? null) : (hostings[0] ?? null);
  const known = knownOf({ country: form.country, hosting: hosting ?? undefined }, of);
  const faults = formFaults({ ...policy, hostings }, form, known);
  const places = policy.form.repositories && form.namespaceUrl ? placesOf(c, form, form.namespaceUrl, faults) : null;
  if (faults.length > 0) throw invalid(faults);
  return {
    project: policy.form.subject === 'person' ? form.applicantName : (form.project as string),
    hosting,
    answers: { purpose: form.purpose, ...readAnswers(policy.form.fields, form.answers, known).answers },
    places,
  };
}

/** The namespace and the repositories that were named; what is wrong with them is added to the faults. */
function placesOf(c: Context, form: Form, namespaceUrl: string, faults: FieldFault[]): Places {
  const rules = { gitlabHosts: [], allowHosts: c.house.settings.allowPrivateHosts };
  const read = (field: string, text: string): Place & { host: string; namespaceKey: string } => {
    try {
      const address = parseRepositoryAddress(text, rules);
      return {
        key: repositoryKey(address),
        url: address.webUrl,
        host: address.host,
        namespaceKey: namespaceKey(address),
      };
    } catch (error) {
      if (!(error instanceof AddressFault)) throw error;
      faults.push({ field, message: error.words });
      return { key: '', url: '', host: '', namespaceKey: '' };
    }
  };
  const first = read('namespaceUrl', namespaceUrl);
  const others = form.repositories.map((text, index) => read(`repositories.${index}`, text));
  const unique = new Map([first, ...others].map((place) => [place.key, place]));
  return {
    host: first.host,
    namespace: { key: first.namespaceKey, url: first.url },
    repositories: [...unique.values()].map(({ key, url }) => ({ key, url })),
  };
}

/** The draft that is being sent, locked, so that sending it twice at once makes one application. */
async function draftOf(c: Context, program: ProgramInForce, form: Form) {
  if (!form.draft) return null;
  const { rows } = await sql<{ id: string; renews: string | null; year: number }>`
    select id, renews, 1 + (select count(*)::int from programs.terms t where t.membership = renews) as "year"
    from programs.drafts where key_hash = ${tokenHash(form.draft)} and program = ${program.id} for update`.execute(
    c.tx,
  );
  const draft = rows[0];
  if (!draft) return null;
  const sent = await sql<{ number: number; address: string }>`
    select number, coalesce(address, '') address from programs.applications where draft = ${draft.id}`.execute(c.tx);
  return { ...draft, sentAs: sent.rows[0] ?? null };
}

type Parts = {
  id: string;
  program: ProgramInForce;
  form: Form;
  taken: Taken;
  identity: string;
  namespace: string | null;
  organisation: string | null;
  draft: string | null;
  renews: string | null;
};

/** One statement for all rows, since every round trip counts when hundreds apply at once. */
async function insert(c: Context, parts: Parts): Promise<number> {
  const { form, program, taken } = parts;
  const repositories = taken.places?.repositories ?? [];
  const statements = program.policy.statements.map((s) => ({ code: s.code, words: s.words, at: c.now.toString() }));
  const consents = [
    { purpose: 'privacy-notice', on: true },
    { purpose: 'news', on: form.wantsNews },
  ]
    .filter((x) => x.on)
    .map((x) => x.purpose);
  const checks = program.policy.requirements.map((r) => r.check);
  const { rows } = await sql<{ number: number }>`${prepared}
    with application as (
      insert into programs.applications (id, program, policy, kind, draft, identity, namespace, organisation, applicant_name, address,
        country, project, namespace_key, namespace_url, hosting, answers, statements, proof_token, language, submitted_at, stage, stage_since, waiting_for, renews)
      values (${parts.id}, ${program.id}, ${program.policyId}, ${parts.renews ? 'renewal' : 'new'}, ${parts.draft}, ${parts.identity}, ${parts.namespace}, ${parts.organisation},
        ${form.applicantName}, ${form.address}, ${form.country}, ${taken.project}, ${taken.places?.namespace.key ?? null}, ${taken.places?.namespace.url ?? null},
        ${taken.hosting}, ${JSON.stringify(taken.answers)}::jsonb, ${JSON.stringify(statements)}::jsonb, ${newProofToken()},
        ${c.request.language.slice(0, 2)}, ${c.now}, 'confirming', ${c.now}, 'them', ${parts.renews})
      returning id, number
    ), repositories as (
      insert into programs.repositories (application, position, key, url)
      select a.id, r.position, r.key, r.url from application a,
        unnest(${repositories.map((r) => r.key)}::text[], ${repositories.map((r) => r.url)}::text[]) with ordinality r(key, url, position)
    ), waits as (
      insert into programs.waits (application, cause, since) select a.id, 'mail', ${c.now} from application a
    ), consents as (
      insert into programs.consents (application, purpose, text_version, given_at)
      select a.id, p, ${program.policy.privacy.version}, ${c.now} from application a, unnest(${consents}::text[]) p
    ), checks as (
      insert into programs.checks (application, name, state, words, asked_at)
      select a.id, n, 'waiting', '', ${c.now} from application a, unnest(${checks}::text[]) n
    )
    select number from application`.execute(c.tx);
  return (rows[0] as { number: number }).number;
}

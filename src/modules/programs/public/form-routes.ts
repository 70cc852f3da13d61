import { Fault } from '#kernel/errors.ts';
import type { Perform, PublicAnswer, PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { newId } from '#kernel/ids.ts';
import type { Language } from '#kernel/language/languages.ts';
import { inLanguage } from '#kernel/language/negotiate.ts';
import { countries } from '#web/entrance/choices.ts';
import { formFaults, knownOf } from '../form-faults.ts';
import { draftOf, inForm, inputOf, nothingTyped, type Typed, typedIn, typedOf } from './application-fields.ts';
import { ask, field, sentKey, type Trouble, troubleOf, withTrouble } from './ask.ts';
import { keyIn } from './keys.ts';
import { programIn } from './program-routes.ts';

/** Said at the top of the form after a redirect, by the code in its address. */
const DONE = new Set(['saved', 'mailed']);

type Shown = {
  slug: string;
  typed: Typed;
  draft: string | null;
  /** 'gone' when the address names a draft that is over. */
  note: 'saved' | 'mailed' | 'gone' | 'sent-before' | null;
  /** The key of an invitation that the address or the form carries. */
  invitation: string | null;
  /** By whom a draft that was begun with an invitation is invited. */
  invited?: string | null;
  idempotencyKey: string;
  language: Language;
};

async function formPage(
  perform: Perform,
  shown: Shown,
  trouble: (Trouble & { sending?: boolean }) | null,
): Promise<PublicAnswer> {
  const program = await ask(perform, 'publicProgram', { program: shown.slug });
  const { language, invited = null, ...rest } = shown;
  const entry = invited === null ? await entryOf(perform, shown) : { invited };
  const form = { ...rest, entry, program, countries: countries(language) };
  if (!trouble?.sending || trouble.errors.length === 0) return withTrouble('programs.form', form, trouble);
  // What the operation would only say after these are mended is said at once, so that nobody is sent back twice.
  const told = new Set(trouble.errors.map((fault) => fault.field));
  const input = inputOf(shown.typed);
  const more = formFaults(program, input, knownOf(input, { kind: 'new', year: 1 }))
    .map((fault) => inForm(fault, shown.typed))
    .filter((fault) => !told.has(fault.field));
  return withTrouble('programs.form', form, { ...trouble, errors: [...trouble.errors, ...more] });
}

/** What the invitation is worth that the form was opened with; null: it was opened without one. */
async function entryOf(perform: Perform, { invitation, slug }: Shown) {
  if (invitation === null) return null;
  const found = await invitationBehind(perform, invitation);
  if (found?.program !== slug) return { over: 'unknown' };
  return found.state === 'open' ? { invited: found.name ?? '' } : { over: found.state };
}

async function invitationBehind(perform: Perform, key: string) {
  try {
    return await ask(perform, 'invitation', { key });
  } catch (error) {
    if (error instanceof Fault && (error.code === 'not-found' || error.code === 'invalid')) return null;
    throw error;
  }
}

/** An empty form, or one with what the invitation says of whom it is for. */
async function firstTyped(perform: Perform, slug: string, invitation: string | null): Promise<Typed> {
  const found = invitation === null ? null : await invitationBehind(perform, invitation);
  if (found?.program !== slug) return nothingTyped();
  return { ...nothingTyped(), applicantName: found.name ?? '', address: found.address ?? '' };
}

/** The form as it is asked for: empty, or with what a draft keeps. */
async function openForm(request: PublicRequest, perform: Perform): Promise<PublicAnswer> {
  const slug = programIn(request);
  const draft = keyIn(request.query.draft);
  const done = request.query.done ?? '';
  // One that is no key at all is said to open nothing, too.
  const invitation = request.query.invitation === undefined ? null : (keyIn(request.query.invitation) ?? 'x');
  const shown: Shown = {
    slug,
    typed: await firstTyped(perform, slug, invitation),
    draft,
    invitation,
    note: DONE.has(done) ? (done as 'saved') : null,
    idempotencyKey: newId(),
    language: request.language,
  };
  if (request.query.draft === undefined) return formPage(perform, shown, null);
  try {
    const kept = draft === null ? null : await ask(perform, 'draft', { key: draft });
    if (kept?.program === slug)
      return await formPage(perform, { ...shown, typed: typedOf(kept.answers), invited: kept.invited }, null);
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'not-found')) throw error;
  }
  const page = await formPage(perform, { ...shown, draft: null, note: 'gone' }, null);
  return 'page' in page ? { ...page, status: 404 } : page;
}

const formAddress = (slug: string, draft: string | null, done?: string) =>
  `/apply/${slug}/form${draft ? `?draft=${draft}` : ''}${done ? `${draft ? '&' : '?'}done=${done}` : ''}`;

/** Keeps what was typed; answers the draft's key. */
async function keep(
  perform: Perform,
  slug: string,
  { draft, invitation, typed }: { draft: string | null; invitation: string | null; typed: Typed },
): Promise<string> {
  const kept = await ask(perform, 'saveDraft', {
    program: slug,
    ...(draft ? { key: draft } : {}),
    ...(invitation ? { invitation } : {}),
    answers: draftOf(typed),
  });
  return kept.key;
}

/** Sends, saves, or mails the link of the draft: by the button that was pressed. */
async function takeForm(request: PublicRequest, perform: Perform): Promise<PublicAnswer> {
  const slug = programIn(request);
  const form = request.form as NonNullable<PublicRequest['form']>;
  const typed = typedIn(form);
  const website = field(request, 'website').slice(0, 200);
  let draft = keyIn(form.fields.draft);
  const invitation = keyIn(form.fields.invitation);
  try {
    if (form.fields.action === 'save' || form.fields.action === 'mail-link') {
      const mails = form.fields.action === 'mail-link';
      // A program that fills in hidden fields is told what it hopes for.
      if (website !== '') return { redirect: formAddress(slug, draft, mails ? 'mailed' : 'saved') };
      draft = await keep(perform, slug, { draft, invitation, typed });
      if (mails) await ask(perform, 'mailDraftLink', { key: draft, address: typed.address });
      return { redirect: formAddress(slug, draft, mails ? 'mailed' : 'saved') };
    }
    const input = {
      ...inputOf(typed),
      program: slug,
      website,
      ...(draft ? { draft } : {}),
      ...(invitation ? { invitation } : {}),
    };
    const { number, confirmed } = await ask(perform, 'submitApplication', input, sentKey(request));
    const renewal = confirmed ? '&renewal=yes' : '';
    return { redirect: `/apply/${slug}/sent?number=${encodeURIComponent(number)}${renewal}` };
  } catch (error) {
    // Sent, then changed by going back: the first one counts; sending this one too is for the applicant to say.
    const again = error instanceof Fault && error.data.rule === 'idempotency.other-input';
    const sending = form.fields.action !== 'save' && form.fields.action !== 'mail-link';
    const trouble = again
      ? { errors: [], problem: null, status: 409 }
      : { ...troubleOf(error, (fault) => inForm(fault, typed)), sending };
    return formPage(
      perform,
      {
        slug,
        typed,
        draft,
        invitation,
        note: again ? 'sent-before' : null,
        idempotencyKey: newId(),
        language: request.language,
      },
      trouble,
    );
  }
}

/** The way in: the form, its drafts, and the page after it was sent. */
export const formRoutes: PublicRoute[] = [
  { method: 'GET', path: '/apply/:program/form', serve: openForm },
  { method: 'POST', path: '/apply/:program/form', serve: takeForm },
  {
    // Asked by autosave.js alone: the key goes into the form, so that the next save changes the same draft.
    method: 'POST',
    path: '/apply/:program/form/autosave',
    serve: async (request, perform) => {
      const slug = programIn(request);
      const form = request.form as NonNullable<PublicRequest['form']>;
      const before = keyIn(form.fields.draft);
      if (field(request, 'website') !== '') return { response: Response.json({ fields: {} }) };
      const draft = await keep(perform, slug, {
        draft: before,
        invitation: keyIn(form.fields.invitation),
        typed: typedIn(form),
      });
      const moved = draft === before ? {} : { address: inLanguage(formAddress(slug, draft), request.chosen) };
      return { response: Response.json({ fields: { draft }, ...moved }) };
    },
  },
  {
    method: 'GET',
    path: '/apply/:program/sent',
    serve: async (request, perform) => {
      const program = await ask(perform, 'publicProgram', { program: programIn(request) });
      // Only a number that looks like one of ours is shown again; an address is everybody's to write.
      const number = /^[A-Z]{1,10}-\d{1,9}$/.exec(request.query.number ?? '')?.[0] ?? null;
      if (request.query.renewal === 'yes') return { page: 'programs.renewal-sent', props: { program } };
      return { page: 'programs.sent', props: { program, number } };
    },
  },
];

import { referenceWords } from './memberStates.ts';
import type { FieldsAct } from './parts/FieldsDialog.tsx';
import type { Member } from './questions.ts';
import { hostingWords } from './stages.ts';

const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const why = (label: string, description: string) =>
  ({ name: 'words', kind: 'words', label, description, missing: 'Write why.' }) as const;

type Entitlement = Member['terms'][number]['entitlements'][number];

/** What can be done with a membership, each as the dialog that asks for what it needs. */
export const memberActs = {
  openBreach: ({ id, name }: Member): FieldsAct => ({
    title: `Open a breach of ${name}`,
    submit: 'Open breach',
    danger: true,
    fields: [
      why('What is not kept to', 'Mailed to the member, with the time to put it right.'),
      {
        name: 'severe',
        kind: 'tick',
        label: 'Severe: revoke at once',
        description: 'The member is told, and gets no time to put it right.',
      },
    ],
    run: (c, v) => c.programs.openBreach({ id, words: v.words ?? '', severe: v.severe === 'yes' }),
    done: 'Breach opened. The member was told by mail.',
  }),
  resolveBreach: ({ id }: Member): FieldsAct => ({
    title: 'Resolve the breach',
    submit: 'Resolve breach',
    fields: [
      {
        name: 'outcome',
        kind: 'choice',
        label: 'Outcome',
        choices: [
          { value: 'cured', label: 'Cured: the membership goes on' },
          { value: 'revoked', label: 'Not cured: revoke the membership' },
        ],
        missing: 'Choose the outcome.',
      },
      why('Why', 'Kept with the breach; when it is revoked, mailed to the member.'),
    ],
    run: (c, v) =>
      c.programs.resolveBreach({ id, outcome: v.outcome === 'revoked' ? 'revoked' : 'cured', words: v.words ?? '' }),
    done: 'Breach resolved.',
  }),
  endMembership: ({ id, name }: Member): FieldsAct => ({
    title: `End the membership of ${name}`,
    submit: 'End membership',
    danger: true,
    fields: [
      {
        name: 'as',
        kind: 'choice',
        label: 'How',
        choices: [
          { value: 'handed-back', label: 'The member gave it back' },
          { value: 'alumni', label: 'The member becomes alumni, and can come back' },
        ],
        missing: 'Choose how it ends.',
      },
      why('Why', 'Kept with the membership. The term ends now.'),
    ],
    run: (c, v) =>
      c.programs.endMembership({ id, as: v.as === 'alumni' ? 'alumni' : 'handed-back', words: v.words ?? '' }),
    done: 'Membership ended.',
  }),
  reinstate: ({ id, name }: Member): FieldsAct => ({
    title: `Take ${name} back`,
    submit: 'Take member back',
    fields: [why('Why', 'Kept with the membership.')],
    run: (c, v) => c.programs.reinstateMember({ id, words: v.words ?? '' }),
    done: 'They are a member again.',
  }),
  changeLevel: ({ id, level, levels }: Member): FieldsAct => ({
    title: 'Change the level',
    submit: 'Change level',
    fields: [
      {
        name: 'level',
        kind: 'choice',
        label: 'Level',
        choices: levels.map(({ code, label }) => ({ value: code, label })),
        value: level ?? '',
      },
      why('Why', 'Kept with the membership.'),
    ],
    run: (c, v) =>
      c.programs.changeLevel({ id, level: v.level === '' ? null : (v.level ?? null), words: v.words ?? '' }),
    done: 'Level changed.',
  }),
  decideActivity: ({ id }: Member): FieldsAct => ({
    title: 'Review of activity',
    submit: 'Close review',
    fields: [
      {
        name: 'outcome',
        kind: 'choice',
        label: 'Outcome',
        choices: [
          { value: 'stays', label: 'Active: stays a member' },
          { value: 'alumni', label: 'Not active: becomes alumni' },
        ],
        missing: 'Choose the outcome.',
      },
      why('What it rests on', 'What they did, or that nothing was seen.'),
    ],
    run: (c, v) =>
      c.programs.decideActivity({ id, outcome: v.outcome === 'alumni' ? 'alumni' : 'stays', words: v.words ?? '' }),
    done: 'Review closed.',
  }),
  askSecond: ({ id, hostings }: Member): FieldsAct => ({
    title: 'Ask for a second subscription',
    submit: 'Ask for approval',
    fields: [
      ...(hostings.length > 1
        ? [
            {
              name: 'hosting',
              kind: 'choice' as const,
              label: 'Hosting',
              choices: hostings.map((value) => ({ value, label: hostingWords[value] })),
              missing: 'Choose the hosting.',
            },
          ]
        : []),
      why('Why they need it', 'A colleague decides on it.'),
    ],
    run: (c, v) =>
      c.programs.askSecond({
        id,
        words: v.words ?? '',
        ...(v.hosting === 'saas' || v.hosting === 'self-managed' ? { hosting: v.hosting } : {}),
      }),
    done: 'Asked. Somebody else decides.',
  }),
  decideRequest: (request: Member['requests'][number]): FieldsAct => ({
    title: request.kind === 'second' ? 'Second subscription' : 'Another hosting',
    submit: 'Decide',
    words: `“${request.words}”`,
    fields: [
      {
        name: 'grant',
        kind: 'choice',
        label: 'Decision',
        choices: [
          {
            value: 'yes',
            label: request.kind === 'second' ? 'Grant: a code of its own goes out' : 'Grant: replace it',
          },
          { value: 'no', label: 'Decline' },
        ],
        missing: 'Choose.',
      },
      why('Why', 'Kept with the membership.'),
    ],
    run: (c, v) => c.programs.decideRequest({ id: request.id, grant: v.grant === 'yes', words: v.words ?? '' }),
    done: 'Decided.',
  }),
  offerTransfer: ({ id }: Member): FieldsAct => ({
    title: 'Hand over to another owner',
    submit: 'Offer to new owner',
    fields: [
      { name: 'name', kind: 'text', label: 'Name of the new owner', missing: 'Write the name.' },
      { name: 'address', kind: 'mail', label: 'Mail address', missing: 'Write the mail address.' },
      why('Why', 'Kept with the membership.'),
      {
        name: 'now',
        kind: 'tick',
        label: 'Both have agreed in writing',
        description: 'Changes at once. Otherwise both confirm by a link that is mailed to them.',
      },
    ],
    run: (c, v) =>
      c.programs.offerTransfer({
        ...{ id, name: v.name ?? '', address: v.address ?? '', words: v.words ?? '' },
        now: v.now === 'yes',
      }),
    done: 'Offered. It changes when both have confirmed.',
  }),
  recordReference: ({ id }: Member): FieldsAct => ({
    title: 'Record a consent to be named',
    submit: 'Record consent',
    fields: [
      { name: 'kind', kind: 'choice', label: 'For', choices: choices(referenceWords), missing: 'Choose for what.' },
      {
        name: 'scope',
        kind: 'words',
        label: 'Scope',
        description: 'What exactly may be done with it, in the words of the member.',
        missing: 'Write the scope.',
      },
      { name: 'speaker', kind: 'text', label: 'Who may speak' },
      { name: 'endsOn', kind: 'day', label: 'Until', description: 'Empty: until it is withdrawn.' },
    ],
    run: (c, v) =>
      c.programs.recordReference({
        ...{ id, kind: (v.kind ?? 'quote') as keyof typeof referenceWords, scope: v.scope ?? '' },
        ...{ speaker: v.speaker ?? '', endsOn: v.endsOn ? v.endsOn : null },
      }),
    done: 'Consent recorded.',
  }),
  saveContact: ({ id }: Member, contact: Member['contacts'][number]): FieldsAct => ({
    title: contact.label,
    submit: 'Save contact',
    fields: [
      { name: 'name', kind: 'text', label: 'Name', value: contact.name ?? '' },
      {
        name: 'address',
        kind: 'mail',
        label: 'Mail address',
        description: 'Empty both to take the contact away.',
        value: contact.address ?? '',
      },
    ],
    run: (c, v) => c.programs.saveContact({ id, role: contact.role, name: v.name ?? '', address: v.address ?? '' }),
    done: 'Contact saved.',
  }),
  completeDuty: ({ id }: Member, duty: Member['duties'][number]): FieldsAct => ({
    title: duty.words,
    submit: 'Mark as done',
    fields: [
      { name: 'words', kind: 'words', label: 'What was done', description: 'A link or a sentence. May stay empty.' },
    ],
    run: (c, v) => c.programs.completeDuty({ id, duty: duty.id, done: true, words: v.words ?? '' }),
    done: 'Duty done.',
  }),
  replaceCoupon: ({ id, codes }: Entitlement): FieldsAct => ({
    title: 'Send another code',
    submit: 'Send another code',
    fields: [
      {
        name: 'why',
        kind: 'choice',
        label: 'What happened to the first',
        choices: [
          { value: 'invalid', label: 'The shop says that it is not valid' },
          { value: 'used', label: 'The shop says that it was used' },
          { value: 'lost', label: 'It was lost' },
        ],
        missing: 'Choose.',
      },
      why('In words', 'The first code is never given out again.'),
    ],
    run: (c, v) =>
      c.programs.replaceCoupon({
        ...{ id, words: v.words ?? '', coupon: codes.find(({ superseded }) => superseded === null)?.id },
        why: v.why === 'used' || v.why === 'lost' ? v.why : 'invalid',
      }),
    done: 'Another code is on its way.',
  }),
  replaceEntitlement: ({ id, hosting }: Entitlement, hostings: Member['hostings']): FieldsAct => ({
    title: 'Replace the hosting',
    submit: 'Replace',
    fields: [
      {
        name: 'hosting',
        kind: 'choice',
        label: 'Instead',
        choices: hostings.filter((h) => h !== hosting).map((value) => ({ value, label: hostingWords[value] })),
        missing: 'Choose.',
      },
      why(
        'Why',
        'The code that went out for the wrong one is superseded; ask the shop to cancel it if it was redeemed.',
      ),
    ],
    run: (c, v) =>
      c.programs.replaceEntitlement({
        id,
        hosting: v.hosting === 'saas' ? 'saas' : 'self-managed',
        words: v.words ?? '',
      }),
    done: 'Replaced. The new code is on its way.',
  }),
  restateSeats: ({ id, seats }: Entitlement): FieldsAct => ({
    title: 'Restate the seats',
    submit: 'Restate seats',
    fields: [
      {
        name: 'seats',
        kind: 'number',
        label: 'Seats in use',
        value: seats === null ? '' : String(seats),
        missing: 'Write a number.',
      },
      why('Why', 'It may be over the count; that is settled at renewal.'),
    ],
    run: (c, v) => c.programs.restateSeats({ id, seats: Number(v.seats), words: v.words ?? '' }),
    done: 'Seats restated.',
  }),
  confirmEntitlement: ({ id, delivery }: Entitlement): FieldsAct => ({
    title: 'Confirm booking',
    submit: 'Confirm booking',
    fields: [
      {
        name: 'reference',
        kind: 'text',
        label: delivery === 'hand' ? 'Number of the quote' : 'Order number in the shop',
        description: 'So that a colleague finds it again.',
        missing: 'Write the number.',
      },
    ],
    run: (c, v) => c.programs.confirmEntitlement({ id, reference: v.reference ?? '' }),
    done: 'Booking confirmed.',
  }),
};

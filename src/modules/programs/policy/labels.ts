/** What a part of a policy is called where people edit and compare it. */
export type Label = {
  label: string;
  /** A sentence for whoever sets it. */
  help?: string;
  /** What a number counts, in the singular. */
  unit?: string;
  /** What it means that nothing is set. */
  none?: string;
  /** The words of the values that can be chosen among. */
  values?: Readonly<Record<string, string>>;
  /** One entry of a list, in the singular. */
  entry?: string;
};

const CODE: Label = { label: 'Code', help: 'Figures and exports count by it. It stays once it was published.' };
const KIND = { new: 'new', renewal: 'renewal' };
const WHEN: Label = { label: 'Only if', entry: 'condition', none: 'always' };
const SKUS: Label = { label: 'SKUs', help: 'Which one a member gets, by where it is used.', none: 'none' };

/**
 * By the path of the part, a `*` for any entry of a list; what is set of a check stands under `check.<name>`. A part without a line here
 * is called by its own name.
 */
export const LABELS: Readonly<Record<string, Label>> = {
  summary: { label: 'Summary', help: 'One or two sentences at the top of the public page.' },
  'benefit.words': { label: 'What members get', help: 'Stands on the public page and in the mail with the coupon.' },
  'benefit.skus': SKUS,
  'benefit.skus.saas': { label: 'SKU for SaaS', none: 'not offered' },
  'benefit.skus.self-managed': { label: 'SKU for self-managed', none: 'not offered' },
  'benefit.seats': { label: 'Seats at most', none: 'as many as they need' },
  'benefit.termMonths': { label: 'Term', unit: 'month' },
  'benefit.priceShare': { label: 'Share of the price that members pay', unit: 'percent', help: '0: it is free.' },
  'benefit.delivery': {
    label: 'Delivery',
    values: {
      coupon: 'a coupon for the shop',
      webhook: 'a signed request to the shop’s own system',
      hand: 'by hand, such as a quote',
      none: 'nothing to deliver',
    },
  },
  'benefit.checkoutUrl': { label: 'Address of the shop', help: 'Stands in the mail with the coupon.' },
  'benefit.tiers': {
    label: 'Tiers',
    entry: 'tier',
    help: 'The rule takes the first one whose conditions all hold. What a tier does not say is as in the benefit.',
  },
  'benefit.tiers.*.code': CODE,
  'benefit.tiers.*.label': { label: 'Name' },
  'benefit.tiers.*.words': { label: 'What it gives', none: 'as in the benefit' },
  'benefit.tiers.*.when': WHEN,
  'benefit.tiers.*.skus': { ...SKUS, none: 'as in the benefit' },
  'benefit.tiers.*.skus.saas': { label: 'SKU for SaaS', none: 'not offered' },
  'benefit.tiers.*.skus.self-managed': { label: 'SKU for self-managed', none: 'not offered' },
  'benefit.tiers.*.seats': { label: 'Seats at most', none: 'as many as they need' },
  'benefit.tiers.*.termMonths': { label: 'Term', unit: 'month', none: 'as in the benefit' },
  'benefit.tiers.*.priceShare': { label: 'Share of the price', unit: 'percent', none: 'as in the benefit' },

  'form.subject': {
    label: 'Who takes part',
    values: { project: 'a project', institution: 'an institution', company: 'a company', person: 'a person' },
  },
  'form.repositories': {
    label: 'Ask for a namespace and repositories',
    help: 'Checks that look at repositories need them.',
  },
  'form.fields': { label: 'Fields', entry: 'field', help: 'Asked besides name, mail address, country and purpose.' },
  'form.fields.*.name': { label: 'Name', help: 'What rules, figures and exports call it. It stays once published.' },
  'form.fields.*.kind': {
    label: 'Kind',
    values: {
      text: 'a line of text',
      'long-text': 'several lines of text',
      number: 'a number',
      money: 'an amount of money',
      date: 'a date',
      url: 'the address of a page',
      choice: 'one of some choices',
      choices: 'any of some choices',
      'yes-no': 'yes or no',
      country: 'a country',
    },
  },
  'form.fields.*.label': { label: 'Question' },
  'form.fields.*.hint': { label: 'Hint', none: 'none' },
  'form.fields.*.required': { label: 'Must be answered' },
  'form.fields.*.choices': { label: 'Choices', entry: 'choice' },
  'form.fields.*.choices.*.value': { label: 'Value', help: 'What rules and figures see.' },
  'form.fields.*.choices.*.label': { label: 'Words' },
  'form.fields.*.least': { label: 'At least', none: 'no bound' },
  'form.fields.*.most': { label: 'At most', none: 'no bound' },
  'form.fields.*.currency': { label: 'Currency', help: 'Three capital letters, such as EUR.' },
  'form.fields.*.when': { ...WHEN, label: 'Asked only if' },

  promiseDays: { label: 'Promise', unit: 'business day', help: 'Within this time an applicant hears the decision.' },
  requirements: { label: 'Requirements', entry: 'requirement', help: 'Each is verified by a check, with evidence.' },
  'requirements.*.check': { label: 'Check' },
  'requirements.*.words': { label: 'In words for applicants' },
  'requirements.*.with': { label: 'Settings of the check', none: 'as usual' },
  'check.answers-meet.all': { label: 'Rules for answers', entry: 'rule' },
  'check.answers-meet.all.*.condition': { label: 'The answer' },
  'check.answers-meet.all.*.words': { label: 'In words' },
  statements: { label: 'Statements', entry: 'statement', help: 'Each must be signed to apply.' },
  'statements.*.code': CODE,
  'statements.*.words': { label: 'What is signed' },
  embargo: { label: 'Countries that may not take part', none: 'no country is left out' },
  automatic: {
    label: 'Approve automatically where every requirement is met for certain',
    help: 'Off: a person decides every application. The rule never refuses.',
  },
  undoMinutes: {
    label: 'Time to undo a decision',
    unit: 'minute',
    help: 'So long a person’s decision waits before it takes effect. 0: it takes effect at once.',
  },

  'review.assignment': {
    label: 'Who gets an application',
    values: { manual: 'whoever takes it on', 'round-robin': 'the reviewers in turn' },
  },
  'review.capacity': { label: 'Open applications a reviewer, at most', none: 'any number' },
  'review.secondOpinion': {
    label: 'Second opinion',
    values: {
      never: 'never',
      refusals: 'before refusals',
      approvals: 'before approvals',
      always: 'before each decision',
    },
  },
  'review.checklist': { label: 'Checklist', entry: 'entry', help: 'What a reviewer goes through.' },
  'review.checklist.*.code': CODE,
  'review.checklist.*.words': { label: 'What to look at' },
  'review.scoring': { label: 'Scoring', none: 'no scores', help: 'For competitive rounds: several people score.' },
  'review.scoring.criteria': { label: 'Criteria', entry: 'criterion' },
  'review.scoring.criteria.*.code': CODE,
  'review.scoring.criteria.*.label': { label: 'Name' },
  'review.scoring.criteria.*.words': { label: 'What to look for', none: 'none' },
  'review.scoring.criteria.*.weight': { label: 'Weight' },
  'review.scoring.criteria.*.most': { label: 'Highest score' },
  'review.scoring.combine': {
    label: 'Scores of several people',
    values: { mean: 'their mean', median: 'their median' },
  },
  'review.scoring.blind': {
    label: 'Blind',
    help: 'Nobody sees the applicant or others’ scores before giving their own.',
  },
  'review.scoring.leastReviewers': { label: 'People who have to score' },
  'review.exceptionApprovals': { label: 'Others who must agree to an exception' },
  silence: { label: 'Applicants who do not answer', none: 'we wait for ever' },
  'silence.noticeAfterDays': { label: 'Notice after', unit: 'day' },
  'silence.endsAfterDays': { label: 'Application ends after', unit: 'day' },
  appeal: { label: 'Appeal', none: 'nobody can ask us to look again' },
  'appeal.days': { label: 'Days in which a refusal can be appealed', unit: 'day' },
  reasons: {
    label: 'Reasons to refuse',
    entry: 'reason',
    help: 'Reviewers choose one; the applicant reads label and advice.',
  },
  'reasons.*.code': CODE,
  'reasons.*.label': { label: 'Reason' },
  'reasons.*.advice': { label: 'Advice to the applicant' },

  'membership.entry': {
    label: 'Who can become a member',
    values: { open: 'whoever applies', invitation: 'who was invited', nomination: 'who was nominated' },
  },
  'membership.contacts': { label: 'Contacts', entry: 'contact', help: 'Roles of people whom we can turn to.' },
  'membership.contacts.*.role': CODE,
  'membership.contacts.*.label': { label: 'Role' },
  'membership.contacts.*.required': { label: 'Must be named' },
  'membership.duties': { label: 'Duties', entry: 'duty', help: 'What members owe.' },
  'membership.duties.*.code': CODE,
  'membership.duties.*.words': { label: 'What is owed' },
  'membership.duties.*.everyMonths': { label: 'Every', unit: 'month', none: 'once a term' },
  'membership.levels': { label: 'Levels', entry: 'level', help: 'The lowest first.' },
  'membership.levels.*.code': CODE,
  'membership.levels.*.label': { label: 'Name' },
  'membership.levels.*.words': { label: 'What it asks for', none: 'none' },
  'membership.levels.*.tier': { label: 'Tier of the benefit', none: 'the usual one' },
  'membership.activityMonths': { label: 'Activity is looked at every', unit: 'month', none: 'nobody looks' },
  'membership.cureDays': { label: 'Time to put a breach right', unit: 'day' },
  'membership.secondSubscription': { label: 'A second subscription can be granted' },
  'renewal.mode': {
    label: 'At the end of a term',
    values: { fresh: 'a fresh look, with everything prefilled', automatic: 'it goes on by itself', none: 'it ends' },
  },
  'renewal.opensDays': { label: 'Renewal opens before the end', unit: 'day' },
  'renewal.graceDays': { label: 'Still the same membership after the end', unit: 'day' },
  'renewal.reminders': {
    label: 'Reminders',
    help: 'Days before the end of the term; below 0: after it.',
    none: 'none',
  },
  satisfaction: { label: 'Question about satisfaction', none: 'nobody is asked' },
  'satisfaction.question': { label: 'Question' },
  'satisfaction.afterDecision': { label: 'Ask after the decision' },
  'satisfaction.yearly': { label: 'Ask members every year' },
  'satisfaction.noticeUpTo': { label: 'Tell who runs the program of answers up to', none: 'nobody is told' },

  'agreement.version': { label: 'Version', help: 'Change it with the text: what was agreed is kept by it.' },
  'agreement.title': { label: 'Title' },
  'agreement.text': { label: 'Text' },
  'privacy.version': { label: 'Version', help: 'Change it with the text: consents are kept by it.' },
  'privacy.text': { label: 'Text' },
  mails: {
    label: 'Own words in mails',
    entry: 'mail',
    help: 'They take the place of the usual subject and first words. Number, decision and code are always stated.',
  },
  'mails.*.mail': {
    label: 'Mail',
    values: {
      received: 'the application has arrived',
      approved: 'approved',
      refused: 'refused',
      coupon: 'the coupon',
      'renewal-reminder': 'reminder to renew',
      'silence-notice': 'notice that an answer is missing',
      lapsed: 'the application or membership has lapsed',
    },
  },
  'mails.*.language': {
    label: 'Language',
    values: { en: 'English', de: 'German', es: 'Spanish', fr: 'French', ja: 'Japanese' },
  },
  'mails.*.subject': { label: 'Subject', none: 'the usual one', help: 'Empty: the usual one.' },
  'mails.*.words': { label: 'Words', none: 'the usual ones', help: 'Empty: the usual ones.' },
  translations: { label: 'Translations' },
  'retention.draftDays': { label: 'Drafts of applications', unit: 'day', help: 'After the last save.' },
  'retention.refusedDays': {
    label: 'Refused, withdrawn and unconfirmed applications',
    unit: 'day',
    help: 'What is personal in them is erased then.',
  },
  'retention.unconfirmedDays': { label: 'Applications whose mail is not confirmed lapse after', unit: 'day' },

  'condition.field': { label: 'Field' },
  'condition.isOneOf': { label: 'Is one of' },
  'condition.isNoneOf': { label: 'Is none of' },
  'condition.atLeast': { label: 'At least' },
  'condition.atMost': { label: 'At most' },
  'condition.kind': { label: 'Kind of application', values: KIND },
};

/** The outline of a policy: every part stands in one section; what a later version adds stands in the last. */
export const SECTIONS: readonly { id: string; title: string; purpose: string; paths: readonly string[] }[] = [
  {
    id: 'benefit',
    title: 'Benefit',
    purpose: 'What the program is and what a member gets.',
    paths: ['summary', 'benefit'],
  },
  { id: 'form', title: 'Form', purpose: 'What applicants are asked.', paths: ['form'] },
  {
    id: 'requirements',
    title: 'Who can take part',
    purpose: 'What is verified, what is signed, and who cannot take part.',
    paths: ['requirements', 'statements', 'embargo'],
  },
  {
    id: 'decision',
    title: 'Decision',
    purpose: 'What applicants can rely on, who decides, and how applications are looked at.',
    paths: ['promiseDays', 'automatic', 'undoMinutes', 'review', 'silence', 'appeal'],
  },
  { id: 'reasons', title: 'Reasons to refuse', purpose: 'Figures count them by their code.', paths: ['reasons'] },
  {
    id: 'membership',
    title: 'Membership',
    purpose: 'What belongs to being a member, and what happens at the end of a term.',
    paths: ['membership', 'renewal', 'satisfaction'],
  },
  {
    id: 'texts',
    title: 'Agreement and privacy',
    purpose: 'What applicants accept, kept by version.',
    paths: ['agreement', 'privacy'],
  },
  {
    id: 'mails',
    title: 'Mails',
    purpose: 'The program’s own words in mails, by stage and language.',
    paths: ['mails'],
  },
  {
    id: 'translations',
    title: 'Translations',
    purpose: 'The program’s own texts in other languages. Where one is missing, people read yours.',
    paths: ['translations'],
  },
  {
    id: 'retention',
    title: 'Retention',
    purpose: 'How long what is personal is kept.',
    paths: ['retention'],
  },
];

/** The line of a part: `path` as in LABELS. Parts without one are called by their name: `secondOpinion` is “Second opinion”. */
export function labelOf(path: string): Label {
  const known = LABELS[path] ?? (/^check\.[^.]+$/.test(path) ? LABELS['requirements.*.with'] : undefined);
  if (known) return known;
  const name = path.split('.').findLast((part) => part !== '*') ?? path;
  const words = name
    .replace(/[-_]/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return { label: words.charAt(0).toUpperCase() + words.slice(1) };
}

/** The path below a part, as LABELS has it: what is set of a check stands under the check's own name. */
export function pathBelow(path: string, name: string, holder: unknown): string {
  if (path === 'requirements.*' && name === 'with') {
    const check = typeof holder === 'object' && holder !== null && 'check' in holder ? String(holder.check) : '';
    return `check.${check}`;
  }
  return path === '' ? name : `${path}.${name}`;
}

/** By which of its fields an entry of a list is known; the first that it has. */
const KEYS = ['code', 'name', 'role', 'value', 'check'] as const;
/** What an entry is known by among the others of its list; null: only its place. */
export function keyOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const fields = entry as Record<string, unknown>;
  if (typeof fields.mail === 'string' && typeof fields.language === 'string')
    return `${fields.mail} ${fields.language}`;
  const key = KEYS.find((name) => typeof fields[name] === 'string');
  return key ? (fields[key] as string) : null;
}
/** The name of the field that an entry is known by. */
export const keyFieldOf = (entry: unknown): string | null =>
  typeof entry === 'object' && entry !== null ? (KEYS.find((name) => name in entry) ?? null) : null;

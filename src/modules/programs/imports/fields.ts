/** What can be brought, field by field, and how the columns of a list are told apart. Pure. */
export const IMPORT_KINDS = ['members', 'applications', 'coupons'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export type ImportField = {
  name: string;
  label: string;
  required?: true;
  /** Headers that mean it, in small letters with single spaces; its own name and label mean it, too. */
  headers: readonly string[];
  hint?: string;
};

const field = (name: string, label: string, headers: string, more: Partial<ImportField> = {}): ImportField => ({
  ...{ name, label, headers: headers === '' ? [] : headers.split('|') },
  ...more,
});

/** The fields of each kind. Where two columns could be one field, the header that stands first in `headers` wins. */
export const FIELDS: Record<ImportKind, readonly ImportField[]> = {
  members: [
    field('externalId', 'Number elsewhere', 'external id|external number|member id|customer id|account id|id', {
      hint: 'What the system it comes from calls the member; finds the row again next time.',
    }),
    field('name', 'Member', 'member|project|project name|organisation|organization|company|institution|title', {
      required: true,
    }),
    field(
      'namespace',
      'Address of the project',
      'namespace url|repository|repo|repo url|repository url|url|source code',
    ),
    field('ownerName', 'Owner', 'owner|owner name|contact|contact name|applicant|person'),
    field(
      'ownerAddress',
      'Owner’s mail address',
      'owner address|owner mail|email|e mail|mail|mail address|contact email',
    ),
    field('startsOn', 'Term began', 'term starts at|starts at|starts on|start|start date|since|began|joined', {
      required: true,
    }),
    field('endsOn', 'Term ends', 'term ends at|ends at|ends on|end|end date|expires|expires on|expiry|until', {
      hint: 'The first moment after it; without it, as long after the start as the policy says.',
    }),
    field('grantedOn', 'Granted', 'granted at|granted on|approved on|approved at'),
    field('sku', 'SKU', 'product|license|licence|plan'),
    field('hosting', 'Hosting', 'license type|licence type|deployment', { hint: 'saas or self-managed.' }),
    field('seats', 'Seats', 'users|quantity|licenses'),
    field('tier', 'Tier', ''),
    field('level', 'Level', ''),
    field('language', 'Language', 'locale', { hint: 'Two letters, such as de.' }),
    field('contacts', 'Contacts by role', 'contact list', {
      hint: 'role: Name <address>; role: Name <address>. Roles are those of the policy.',
    }),
    field('ending', 'How it ended', '', { hint: 'revoked, handed-back or alumni.' }),
    field('endedOn', 'Ended', 'ended at|ended on|revoked on'),
  ],
  applications: [
    field('externalNumber', 'Number elsewhere', 'external number|external id|application|number|case|ticket|id', {
      required: true,
    }),
    field('project', 'Project', 'member|name|organisation|organization|company|institution', { required: true }),
    field('applicantName', 'Applicant', 'applicant name|contact|contact name|person'),
    field('address', 'Mail address', 'email|e mail|mail|applicant address|contact email'),
    field('country', 'Country', 'country code', { hint: 'Two capital letters, such as DE.' }),
    field('namespace', 'Address of the project', 'namespace url|repository|repo|url'),
    field('hosting', 'Hosting', 'license type|deployment'),
    field('submittedOn', 'Sent', 'submitted at|submitted|submitted on|created|created at|date|received', {
      required: true,
    }),
    field('outcome', 'Outcome', 'verdict|decision|result|status', { hint: 'approved, refused or withdrawn.' }),
    field('stage', 'Stage', '', { hint: 'Read where there is no outcome: only applications at their end are taken.' }),
    field('decidedOn', 'Decided', 'decided at|decision date|closed|closed at|closed on'),
    field('withdrawnOn', 'Withdrawn', 'withdrawn at|cancelled at', {
      hint: 'Also of what was approved before; without it, what was withdrawn ended when it was decided or sent.',
    }),
    field('reason', 'Reason', 'rejection reason|refusal reason', {
      hint: 'A code of the policy; others count as “other”.',
    }),
    field('words', 'What was said', 'decision words|explanation|comment'),
    field('purpose', 'Purpose', 'description|notes'),
  ],
  coupons: [
    field('code', 'Code', 'coupon|coupon code', { required: true }),
    field('sku', 'SKU', 'product', { required: true }),
    field('batch', 'Batch', 'list'),
    field('expiresOn', 'Last day', 'expires|expires on|expiry|expires at'),
    field('issuedOn', 'Given out', 'sent at|issued at|issued on|dispatched|dispatched on|sent'),
    field('issuedTo', 'Given to', 'project|member|recipient|to|sent to'),
    field('state', 'State', 'status', { hint: 'void codes stay void.' }),
    field('voidWords', 'Void because', 'void because'),
  ],
};

/** By what a row of the list finds a record that is here already. */
export const KEYS: Record<ImportKind, readonly { name: string; label: string; fields: readonly string[] }[]> = {
  members: [
    { name: 'external-id', label: 'Number elsewhere', fields: ['externalId'] },
    { name: 'namespace', label: 'Address of the project', fields: ['namespace'] },
    { name: 'name-address', label: 'Name and mail address', fields: ['name', 'ownerAddress'] },
    { name: 'name', label: 'Name', fields: ['name'] },
  ],
  applications: [{ name: 'external-number', label: 'Number elsewhere', fields: ['externalNumber'] }],
  coupons: [{ name: 'code', label: 'Code', fields: ['code'] }],
};

export const DATE_FORMS = ['iso', 'day-month-year', 'month-day-year'] as const;
export type DateForm = (typeof DATE_FORMS)[number];

/** How a list is read: for each of its columns the field, or null for one that is left aside. */
export type Reading = { columns: readonly (string | null)[]; key: string; dates: DateForm };

const plain = (text: string) =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Guesses the field of each column by its header; one column a field, and the better header wins. */
export function guessColumns(kind: ImportKind, headers: readonly string[]): (string | null)[] {
  const columns: (string | null)[] = headers.map(() => null);
  for (const each of FIELDS[kind]) {
    const names = [plain(each.name), plain(each.label), ...each.headers];
    const best = names
      .map((name) => headers.findIndex((header, at) => columns[at] === null && plain(header) === name))
      .find((at) => at >= 0);
    if (best !== undefined) columns[best] = each.name;
  }
  return columns;
}

/** The key to find rows again that fits the columns best; the first whose fields are all there. */
export const guessKey = (kind: ImportKind, columns: readonly (string | null)[]): string =>
  KEYS[kind].find(({ fields }) => fields.every((name) => columns.includes(name)))?.name ??
  (KEYS[kind][0]?.name as string);

/** What is wrong with a reading, in words; none: it can be started. */
export function readingFaults(kind: ImportKind, { columns, key }: Reading): string[] {
  const label = (name: string) => FIELDS[kind].find((each) => each.name === name)?.label ?? name;
  const given = columns.filter((name) => name !== null);
  const twice = given.filter((name, at) => given.indexOf(name) !== at);
  const missing = FIELDS[kind].filter(({ name, required }) => required && !given.includes(name));
  const unknown = given.filter((name) => !FIELDS[kind].some((each) => each.name === name));
  const found = KEYS[kind].find(({ name }) => name === key);
  return [
    ...unknown.map((name) => `There is no field “${name}”.`),
    ...[...new Set(twice)].map((name) => `Two columns are “${label(name)}”. Choose one of them.`),
    ...missing.map(({ label }) => `No column is “${label}”. Choose the one that says it.`),
    ...(found
      ? found.fields
          .filter((name) => !given.includes(name))
          .map((name) => `Rows are to be found again by “${found.label}”, but no column is “${label(name)}”.`)
      : ['Choose by what rows are found again.']),
  ];
}

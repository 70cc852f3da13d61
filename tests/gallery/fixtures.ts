import type { FigureReading } from '#web/kit/figure.ts';
import type { State } from '#web/kit/states.ts';

const now = Date.now();
/** The instant so many hours from now (negative: ago). */
export const hours = (count: number) => new Date(now + count * 3_600_000).toISOString();

export type Application = {
  id: string;
  name: string;
  person: string;
  organisation: string;
  state: State;
  left: number;
  owner: string | null;
  sent: string;
  repositories: number;
};

const names = [
  'Curl',
  'Wasserstraßeninformationsverarbeitungsbibliothek für Binnenschifffahrtsverwaltungen',
  'Krita',
  'GNOME Foundation',
  'OpenStreetMap tile tools',
  'Debian Salsa mirror',
  'F-Droid',
  'libreoffice-translations',
  'Inkscape',
  'Eclipse Arrowhead',
];
const people = [
  'Ada King',
  'Élodie Ågren-Østergård',
  '李小龙',
  'Maximiliane Freifrau von Hohenlohe-Schillingsfürst',
  'Sam',
];
const states: State[] = [
  'waiting-for-us',
  'waiting-for-them',
  'at-risk',
  'late',
  'done',
  'refused',
  'paused',
  'in-time',
];

export const applications: Application[] = Array.from({ length: 40 }, (_, place) => ({
  id: `a${place}`,
  name: `${names[place % names.length]}${place < names.length ? '' : ` ${place}`}`,
  person: people[place % people.length] ?? '',
  organisation: place % 3 === 0 ? 'Software Freedom Conservancy' : 'none',
  state: states[place % states.length] ?? 'in-time',
  left: 5 - (place % 8),
  owner: place % 4 === 0 ? null : (people[(place + 2) % people.length] ?? null),
  sent: hours(-7 * place - 1),
  repositories: 1 + ((place * 37) % 240),
}));

const figure = (
  id: string,
  name: string,
  value: number | null,
  unit: FigureReading['figure']['unit'],
  target: number | null,
  better: 'more' | 'less' | 'neither',
): FigureReading => ({
  figure: {
    id,
    name,
    unit,
    target,
    better,
    words: 'How many applications were decided within the promised business days.',
    formula: 'decided within the promise / decided',
    grain: 'application',
  },
  value,
  of: 214,
  parts: [{ label: 'Decided', value: 214 }],
  filters: { program: null, from: hours(-24 * 90), to: null, zone: 'Europe/Berlin' },
  asOf: hours(0),
});

export const figures = [
  figure('programs.open', 'Open applications', 1204, 'count', null, 'neither'),
  figure('programs.kept-promise', 'Kept promise', 0.874, 'share', 0.9, 'more'),
  figure('programs.median-days', 'Median time to decision', 2.6, 'business days', 5, 'less'),
  figure('programs.automated', 'Decided automatically', 0.41, 'share', 0.6, 'more'),
  figure('programs.renewals', 'Renewed members', null, 'share', 0.8, 'more'),
];

const answers: Record<string, unknown> = {
  'access/me': {
    account: { id: '1', name: 'Ada King', mail: 'ada@example.org' },
    setUp: true,
    organisation: { name: 'Example Foundation', zone: 'Europe/Berlin', fiscalStartMonth: 2, sample: true },
    permissions: ['programs.read'],
    grants: [],
  },
  'access/signIn': { account: { id: '1', name: 'Ada King', mail: 'ada@example.org' } },
  'work/needsMe': {
    total: 12,
    sources: [{ name: 'programs', total: 12 }],
    items: applications.slice(0, 5).map((each) => ({
      source: 'programs',
      id: each.id,
      title: each.name,
      words: `Decide the application of ${each.person}`,
      href: `/programs/applications/${each.id}`,
      due: hours(30),
      health: each.left < 0 ? 'late' : each.left < 2 ? 'at-risk' : 'in-time',
    })),
  },
  'work/search': {
    groups: [
      {
        source: 'People',
        hits: [
          {
            kind: 'person',
            id: 'p1',
            title: 'Ada King',
            words: 'Example Foundation',
            href: '/people',
            matched: ['ada'],
          },
        ],
      },
    ],
  },
  'figures/rows': {
    rows: applications.slice(0, 8).map((each) => ({
      id: each.id,
      label: each.name,
      href: `/programs/applications/${each.id}`,
      at: each.sent,
      counts: each.left > 0 ? 1 : 0,
      note: null,
    })),
    next: 'x',
    total: 214,
  },
};

/** Answers every call of an operation from this file; `?stranger` makes the viewer a stranger. */
export function answerWithFixtures(): void {
  const real = globalThis.fetch;
  const stranger =
    new URLSearchParams(location.search).has('stranger') || /^\/(sign-in|welcome|forgotten)/.test(location.pathname);
  globalThis.fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : String(input), location.href).pathname;
    if (!path.startsWith('/rpc/')) return real(input, init);
    const name = path.slice('/rpc/'.length);
    const json =
      stranger && name === 'access/me'
        ? {
            account: null,
            setUp: !location.pathname.startsWith('/welcome'),
            organisation: { name: 'Guildhall' },
            permissions: [],
            grants: [],
          }
        : answers[name];
    if (json === undefined) {
      const body = { defined: true, code: 'NOT_FOUND', status: 404, message: 'No such fixture.', data: {} };
      return Response.json({ json: body, meta: [] }, { status: 404 });
    }
    return Response.json({ json, meta: [] });
  };
}

/** A clock that runs, as the server tells it. */
export const clockOf = (daysLeft: number, due: string) => ({
  state: 'running' as const,
  health: daysLeft <= 0 ? ('late' as const) : daysLeft === 1 ? ('at-risk' as const) : ('in-time' as const),
  promiseDays: 5,
  daysUsed: 5 - daysLeft,
  daysLeft: Math.max(0, daysLeft),
  dueAt: due,
});

import { IconCertificate } from '@tabler/icons-react';
import { redirect } from '@tanstack/react-router';
import { readList } from '#web/kit/list.ts';
import { webModule } from '#web/module.ts';
import { one } from '#web/search.ts';
import { programFigures } from './figures.ts';
import { homePeriod } from './homePeriod.ts';
import { couponFields, invitationFields, listFields, memberFields, nominationFields } from './listInput.ts';
import {
  application,
  applications,
  board,
  calendars,
  coupons,
  customers,
  houseHome,
  importDone,
  imports,
  invitations,
  member,
  members,
  movings,
  nominations,
  policyDraft,
  policyPreviews,
  policyVersions,
  poolForecast,
  presets,
  program,
  programHome,
  programIdOf,
  programs,
  reviewersOfProgram,
  roundRanking,
  rounds,
  verifiers,
  waiting,
} from './questions.ts';
import { satisfaction, satisfactionFields } from './satisfaction.ts';

const READ = 'applications.read';

/** The pages of programs for those who review and run them. */
export const programsWeb = webModule({
  area: {
    id: 'programs',
    label: 'Programs',
    icon: IconCertificate,
    path: '/programs',
    permission: READ,
    pages: [
      { label: 'Applications', path: '/programs/applications', permission: READ },
      { label: 'Board', path: '/programs/applications/board', permission: READ },
      { label: 'Customers', path: '/programs/customers', permission: 'customers.manage' },
      { label: 'Verifiers', path: '/programs/verifiers', permission: 'verifiers.manage' },
      { label: 'New program', path: '/programs/new', permission: 'programs.manage' },
    ],
  },
  routes: [
    {
      path: '/programs',
      title: 'Programs',
      permission: READ,
      component: () => import('./pages/Programs.tsx'),
      loader: async ({ ensure }) => {
        const { programs: known } = await ensure(programs);
        const only = known.length === 1 ? known[0] : undefined;
        if (only) throw redirect({ to: `/programs/${only.slug}` as string, replace: true });
      },
    },
    {
      path: '/programs/applications',
      title: 'Applications',
      permission: READ,
      component: () => import('./pages/Applications.tsx'),
      loader: ({ search, ensure }) =>
        Promise.all([ensure(programs), ensure(applications(readList(search, listFields)))]),
    },
    {
      path: '/programs/applications/board',
      title: 'Board of applications',
      permission: READ,
      component: () => import('./pages/ApplicationBoard.tsx'),
      loader: ({ search, ensure }) => Promise.all([ensure(programs), ensure(board(readList(search, listFields)))]),
    },
    {
      path: '/programs/applications/$id',
      title: 'Application',
      permission: READ,
      component: () => import('./pages/Application.tsx'),
      loader: ({ params, ensure }) => ensure(application(params.id ?? '')),
    },
    {
      path: '/programs/new',
      title: 'New program',
      permission: 'programs.manage',
      component: () => import('./pages/NewProgram.tsx'),
      loader: ({ ensure }) => Promise.all([ensure(presets), ensure(programs)]),
    },
    {
      path: '/programs/verifiers',
      title: 'Verifiers',
      permission: 'verifiers.manage',
      component: () => import('./pages/Verifiers.tsx'),
      loader: ({ ensure }) => ensure(verifiers),
    },
    {
      path: '/programs/customers',
      title: 'Paying customers',
      permission: 'customers.manage',
      component: () => import('./pages/Customers.tsx'),
      loader: ({ search, ensure }) => ensure(customers(readList(search, []))),
    },
    {
      path: '/programs/members/$id',
      title: 'Member',
      permission: READ,
      component: () => import('./pages/Member.tsx'),
      loader: ({ params, ensure }) => ensure(member(params.id ?? '')),
    },
    {
      path: '/programs/$program',
      title: 'Program',
      permission: READ,
      component: () => import('./pages/ProgramHome.tsx'),
      loader: async ({ params, search, ensure }) => {
        const [id, period] = await Promise.all([
          programIdOf(params, ensure),
          homePeriod(one(search, 'period'), ensure),
        ]);
        if (id) await Promise.all([ensure(programHome(id, period)), ensure(waiting(id))]);
      },
    },
    {
      path: '/programs/$program/review',
      title: 'Review',
      permission: READ,
      component: () => import('./pages/Review.tsx'),
      loader: async ({ params, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await Promise.all([ensure(reviewersOfProgram(id)), ensure(rounds(id))]);
      },
    },
    {
      path: '/programs/$program/rounds/$round',
      title: 'Round',
      permission: READ,
      component: () => import('./pages/Round.tsx'),
      loader: async ({ params, ensure }) => {
        await Promise.all([programIdOf(params, ensure), ensure(roundRanking(params.round ?? ''))]);
      },
    },
    {
      path: '/programs/$program/coupons',
      title: 'Coupons',
      permission: 'coupons.manage',
      component: () => import('./pages/Coupons.tsx'),
      loader: async ({ params, search, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id)
          await Promise.all([
            ensure(program(id)),
            ensure(coupons(id, readList(search, couponFields([])))),
            ensure(poolForecast(id)),
          ]);
      },
    },
    {
      path: '/programs/$program/members',
      title: 'Members',
      permission: READ,
      component: () => import('./pages/Members.tsx'),
      loader: async ({ params, search, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await Promise.all([ensure(program(id)), ensure(members(id, readList(search, memberFields([]))))]);
      },
    },
    {
      path: '/programs/$program/figures',
      title: 'Figures',
      permission: READ,
      component: () => import('./pages/ProgramFigures.tsx'),
      loader: async ({ params, search, ensure }) => {
        const [id, period] = await Promise.all([
          programIdOf(params, ensure),
          homePeriod(one(search, 'period'), ensure, 8),
        ]);
        if (id) await ensure(programFigures(id, period, search));
      },
    },
    {
      path: '/programs/$program/satisfaction',
      title: 'Satisfaction',
      permission: READ,
      component: () => import('./pages/Satisfaction.tsx'),
      loader: async ({ params, search, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await ensure(satisfaction(id, readList(search, satisfactionFields), one(search, 'asking')));
      },
    },
    {
      path: '/programs/$program/import',
      title: 'Import',
      permission: 'programs.manage',
      component: () => import('./pages/Import.tsx'),
      loader: async ({ params, search, ensure }) => {
        const id = await programIdOf(params, ensure);
        const list = one(search, 'list');
        if (list) await ensure(importDone(list));
        else if (id) await ensure(imports(id, readList(search, [])));
      },
    },
    {
      path: '/programs/$program/invitations',
      title: 'Invitations',
      permission: 'applications.review',
      component: () => import('./pages/Invitations.tsx'),
      loader: async ({ params, search, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await ensure(invitations(id, readList(search, invitationFields)));
      },
    },
    {
      path: '/programs/$program/nominations',
      title: 'Nominations',
      permission: 'applications.review',
      component: () => import('./pages/Nominations.tsx'),
      loader: async ({ params, search, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await ensure(nominations(id, readList(search, nominationFields)));
      },
    },
    {
      path: '/programs/$program/policy',
      title: 'Policy',
      permission: READ,
      component: () => import('./pages/Policy.tsx'),
      loader: async ({ params, ensure }) => {
        const id = await programIdOf(params, ensure);
        // Whoever may not see calendars sees the policy without them.
        if (id) await Promise.all([ensure(program(id)), ensure(calendars).catch(() => null)]);
      },
    },
    {
      path: '/programs/$program/policy/versions',
      title: 'Versions of the policy',
      permission: READ,
      component: () => import('./pages/PolicyVersions.tsx'),
      loader: async ({ params, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await ensure(policyVersions(id));
      },
    },
    {
      path: '/programs/$program/policy/preview',
      title: 'Against past applications',
      permission: 'programs.manage',
      component: () => import('./pages/PolicyPreview.tsx'),
      loader: async ({ params, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await ensure(policyPreviews(id));
      },
    },
    {
      path: '/programs/$program/policy/move',
      title: 'Move running applications',
      permission: 'programs.manage',
      component: () => import('./pages/PolicyMove.tsx'),
      loader: async ({ params, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await Promise.all([ensure(policyVersions(id)), ensure(movings(id))]);
      },
    },
    {
      path: '/programs/$program/policy/edit',
      title: 'Change the policy',
      permission: 'programs.manage',
      component: () => import('./pages/PolicyEditor.tsx'),
      loader: async ({ params, ensure }) => {
        const id = await programIdOf(params, ensure);
        if (id) await ensure(policyDraft(id));
      },
    },
  ],
  homePanels: [
    {
      id: 'programs.figures',
      title: 'Figures',
      place: 'top',
      permission: READ,
      loader: ({ search, ensure }) => ensure(houseHome(one(search, 'program'))),
      component: () => import('./home/Figures.tsx'),
    },
    {
      id: 'programs.stages',
      title: 'Applications by stage, now',
      permission: READ,
      component: () => import('./home/Stages.tsx'),
    },
    {
      id: 'programs.weeks',
      title: 'Week by week',
      permission: READ,
      bare: true,
      component: () => import('./home/Weeks.tsx'),
    },
    {
      id: 'programs.happened',
      title: 'What happened',
      permission: READ,
      wide: true,
      component: () => import('./home/Happened.tsx'),
    },
  ],
  commands: [
    {
      id: 'programs.waiting',
      label: 'Applications waiting for us',
      permission: READ,
      path: '/programs/applications?waiting=us&sort=due&view=waiting',
      words: ['queue', 'review'],
    },
  ],
});

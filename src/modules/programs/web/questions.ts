import type { Ensure } from '#web/ask.ts';
import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import type { ListState } from '#web/kit/list.ts';
import { MEMBER_STATES } from '../membership.ts';
import { applicationsInput, filtersInput } from './listInput.ts';

type Answer<Name extends keyof Client['programs']> = Awaited<ReturnType<Client['programs'][Name]>>;
export type Application = Answer<'getApplication'>;
export type ApplicationRow = Answer<'listApplications'>['rows'][number];
export type Program = Answer<'getProgram'>;
export type ProgramHome = Answer<'programHome'>;
export type HouseHome = Answer<'houseHome'>;
export type ProgramSummary = Answer<'listPrograms'>['programs'][number];
export type CouponRow = Answer<'listCoupons'>['rows'][number];
export type MemberRow = Answer<'listMembers'>['rows'][number];
export type Member = Answer<'getMember'>;
export type ImportRow = Answer<'listImports'>['rows'][number];
export type ImportDone = Answer<'getImport'>;
export type ImportReading = Answer<'previewImport'>['reading'];
export type InvitationRow = Answer<'listInvitations'>['rows'][number];
export type NominationRow = Answer<'listNominations'>['rows'][number];
export type Preview = Answer<'previewAct'>;
export type MoveRow = Answer<'previewMoves'>['rows'][number];
export type Moving = Answer<'getMoving'>;
export type CustomerRow = Answer<'listCustomers'>['rows'][number];
export type CustomersCompared = Answer<'previewCustomers'>;
export type SentDocument = Answer<'listDocuments'>['documents'][number];
export type VerifierRow = Answer<'listVerifiers'>['verifiers'][number];
export type CouponsAdded = Answer<'addCoupons'>;

/** The programs of the viewer; also what turns the name in an address into an id. */
export const programs = ask((c) => c.programs.listPrograms, {});
export const program = (id: string) => ask((c) => c.programs.getProgram, { program: id });
/** What is being changed in a program's policy. Asked anew whenever the editor is opened. */
export const policyDraft = (id: string) => ({ ...ask((c) => c.programs.policyDraft, { program: id }), staleTime: 0 });
/** The latest versions of a program's policy. */
export const policyVersions = (id: string) => ask((c) => c.programs.listPolicyVersions, { program: id, limit: 100 });
/** Where requests to provision go, and how they fare. */
export const provisioner = (id: string) => ask((c) => c.programs.provisioner, { program: id });
/** The latest previews of a program's policy against past applications. */
export const policyPreviews = (id: string) => ask((c) => c.programs.listPolicyPreviews, { program: id });
/** When running applications were moved to a version of the policy. */
export const movings = (id: string) => ask((c) => c.programs.listMovings, { program: id });
/** The business calendars a program can choose from. */
export const calendars = ask((c) => c.calendars.list, {});
/** What a program can be made from. */
export const presets = ask((c) => c.programs.listPresets, {});
export const programHome = (id: string, period: { from: string; to: string }) =>
  ask((c) => c.programs.programHome, { program: id, from: period.from, to: period.to });
/** Home for the program that the address names (`program`: its id, or all); the server chooses where it names none. */
export const houseHome = (program: string | null) =>
  ask((c) => c.programs.houseHome, program === null ? {} : { program });
export const waiting = (id: string) =>
  ask((c) => c.programs.listApplications, { program: id, waitingFor: 'us', sort: 'due', limit: 6 });

export const applications = (list: ListState) => ask((c) => c.programs.listApplications, applicationsInput(list));
export const board = (list: ListState) => {
  const { stage: _columns, ...filters } = filtersInput(list);
  return ask((c) => c.programs.applicationBoard, { ...filters, perStage: 20 });
};
export const verifications = (id: string) => ask((c) => c.programs.listVerifications, { id });
export const verifiers = ask((c) => c.programs.listVerifiers, {});
export const documents = (id: string) => ask((c) => c.programs.listDocuments, { id });
export type Round = Answer<'roundRanking'>['round'];
export type Ranked = Answer<'roundRanking'>['rows'][number];
/** Who reviews a program, and its rounds. */
export const reviewersOfProgram = (id: string) => ask((c) => c.programs.reviewersOfProgram, { program: id });
export const rounds = (id: string) => ask((c) => c.programs.listRounds, { program: id });
export const roundRanking = (id: string) => ask((c) => c.programs.roundRanking, { id });
export const application = (id: string) => ask((c) => c.programs.getApplication, { id });

const textOf = ({ words }: ListState) => (words === '' ? {} : { text: words });
const onlyOf = <Value extends string>(list: ListState, field: string): Value | undefined =>
  list.filters.find((filter) => filter.field === field)?.values[0] as Value | undefined;
const pageOf = ({ after }: ListState) => ({ limit: 50, ...(after === null ? {} : { after }) });

/** The register's filters as the contract takes them. */
export function couponsInput(id: string, list: ListState) {
  const sku = onlyOf(list, 'sku');
  const state = onlyOf<CouponRow['state']>(list, 'state');
  return {
    program: id,
    ...(sku === undefined ? {} : { sku }),
    ...(state === undefined ? {} : { state }),
    ...textOf(list),
    ...pageOf(list),
  };
}
/** The list of paying customers, found by its words. */
export const customersInput = (list: ListState) => ({ ...textOf(list), ...pageOf(list) });
export const customers = (list: ListState) => ask((c) => c.programs.listCustomers, customersInput(list));
export const coupons = (id: string, list: ListState) => ask((c) => c.programs.listCoupons, couponsInput(id, list));
export const memberFilters = (id: string, list: ListState) => {
  const states = list.filters.find(({ field }) => field === 'state');
  const chosen = MEMBER_STATES.filter((state) => !states || states.values.includes(state) !== states.not);
  const [level, ends, owner] = ['level', 'ends', 'owner'].map((field) => onlyOf<string>(list, field));
  // A date is `from..to`, the end of which is not in it: that is the day before which a term ends.
  const endsBefore = ends?.split('..').at(-1);
  return {
    program: id,
    ...(states && chosen.length > 0 ? { state: chosen.join(',') } : {}),
    ...(level === undefined ? {} : { level }),
    ...(endsBefore ? { endsBefore } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...textOf(list),
  };
};
export const members = (id: string, list: ListState) =>
  ask((c) => c.programs.listMembers, {
    ...memberFilters(id, list),
    ...pageOf(list),
    ...(list.sort?.field === 'ending' ? { sort: 'ending' as const } : {}),
  });
/** What the pool of codes will need. */
export const poolForecast = (id: string) => ask((c) => c.programs.forecastPool, { program: id });
export const member = (id: string) => ask((c) => c.programs.getMember, { id });

const ofState = <State extends string>(id: string, list: ListState) => {
  const state = onlyOf<State>(list, 'state');
  return { program: id, ...(state === undefined ? {} : { state }), ...textOf(list), ...pageOf(list) };
};
/** Lists that were brought. */
export const imports = (id: string, list: ListState) =>
  ask((c) => c.programs.listImports, { program: id, ...textOf(list), ...pageOf(list) });
export const importDone = (id: string) => ask((c) => c.programs.getImport, { id });
/** How a list would be read; `reading`: as somebody chose. Asked anew whenever it is opened. */
export const importPreview = (id: string, reading: ImportReading | null) => ({
  ...ask((c) => c.programs.previewImport, reading === null ? { id } : { id, reading }),
  staleTime: 0,
  gcTime: 0,
});
export const invitationsInput = (id: string, list: ListState) => ofState<InvitationRow['state']>(id, list);
export const invitations = (id: string, list: ListState) =>
  ask((c) => c.programs.listInvitations, invitationsInput(id, list));
export const nominationsInput = (id: string, list: ListState) => ofState<NominationRow['state']>(id, list);
export const nominations = (id: string, list: ListState) =>
  ask((c) => c.programs.listNominations, nominationsInput(id, list));

/** Colleagues who may be given an application of a program. */
export const reviewersOf = (id: string) =>
  ask((c) => c.access.colleagues, { permission: 'applications.review', program: id });

type Chosen = Parameters<Client['programs']['previewAct']>[0];
/** What an act would do with each of these applications. Asked anew whenever it is opened. */
export const previewOf = (chosen: Chosen) => ({
  ...ask((c) => c.programs.previewAct, chosen),
  staleTime: 0,
  gcTime: 0,
});

/** Colleagues who may read what is written among us in a program. */
export const readersOf = (id: string) => ask((c) => c.access.colleagues, { permission: 'work.read', program: id });

/** Colleagues who may be given an application in one program or another. */
export const allReviewers = ask((c) => c.access.colleagues, { permission: 'applications.review' });

const isId = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text);

/** Which of the viewer's programs an address means, by name or id; null: none of them. */
export const programNamed = (known: readonly ProgramSummary[], name: string): ProgramSummary | null =>
  known.find((each) => (isId(name) ? each.id === name : each.slug === name)) ?? null;

/** The id of the program in an address; its own words where it names none, so that the server says so. */
export async function programIdOf(params: Record<string, string>, ensure: Ensure): Promise<string | null> {
  const known = await ensure(programs);
  return programNamed(known.programs, params.program ?? '')?.id ?? null;
}

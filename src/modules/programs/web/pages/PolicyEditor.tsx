import { Button, Modal, Group as Row, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ask, useOperation } from '#web/ask.ts';
import { FormGroup } from '#web/kit/FormPage.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted, plural } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { one, type Search } from '#web/search.ts';
import { policyChanges, same } from '../../policy/changes.ts';
import { SECTIONS } from '../../policy/labels.ts';
import type { Shape } from '../../policy/shape.ts';
import type { Policy } from '../../policy.ts';
import { PolicyDifference } from '../parts/PolicyDifference.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { type Editing, EditingProvider, type Fields, faultsBelow, isFields } from '../policy/editing.ts';
import { FormPreview } from '../policy/FormPreview.tsx';
import { Group, Part } from '../policy/Part.tsx';
import { TranslationsPart } from '../policy/TranslationsPart.tsx';
import { type Saving, useDraft } from '../policy/useDraft.ts';
import classes from './PolicyEditor.module.css';

const SAVED: Record<Saving, string> = {
  saved: 'Saved.',
  saving: 'Saving…',
  waiting: 'Saving…',
  conflict: 'Not saved: somebody else has changed the draft.',
  failed: 'Not saved yet; it is tried again.',
};

/** Sections that the public pages show. */
const SHOWN = ['benefit', 'form', 'requirements', 'texts', 'translations', 'retention'];

/** The editor of a policy: outline, edit, live preview. What is written is saved as a draft; publishing shows the difference and whom it concerns. */
export default function PolicyEditor() {
  const program = useProgram();
  const draft = useDraft(program.id);
  const { read, policy, change, faults, edit, saving, error } = draft;
  const navigate = useNavigate();
  const asked = one(useSearch({ strict: false }) as Search, 'section');
  const section = SECTIONS.find(({ id }) => id === asked) ?? (SECTIONS[0] as (typeof SECTIONS)[number]);
  const [publishing, setPublishing] = useState(false);
  // Whoever goes from section to section by keyboard goes on at its beginning.
  const first = useRef(section.id);
  const entered = useCallback(
    (box: HTMLDivElement | null) => {
      if (box && first.current !== section.id) box.focus();
      first.current = section.id;
    },
    [section.id],
  );
  const shape = read.shape as Shape;
  const byPlace = useMemo(() => Object.fromEntries(faults.toReversed().map((f) => [f.field, f.message])), [faults]);
  const editing: Editing = useMemo(
    () => ({
      faults: byPlace,
      inForce: read.inForce.policy,
      checks: new Map(read.checks.map(({ check, title }) => [check, title])),
      ...known(policy),
      draw: { Part, Group },
    }),
    [byPlace, read, policy],
  );
  const home = `/programs/${program.slug}/policy`;
  const at = (id: string) => `${home}/edit?section=${id}`;
  const newer = read.inForce.version > read.basedOn;
  const untouched = same(policy, read.inForce.policy);
  const publish = async () => {
    await draft.flush();
    setPublishing(true);
  };
  return (
    <Page
      title="Change the policy"
      above={<Link href={home}>Policy of the {program.name}</Link>}
      lead={
        <>
          {edit === 0 ? 'Nothing is changed yet. ' : 'A draft that only you and your colleagues see. '}
          <span role="status" className={saving === 'conflict' || saving === 'failed' ? classes.bad : undefined}>
            {edit === 0 && saving === 'saved' ? '' : SAVED[saving]}
          </span>
          {edit > 0 && read.savedAt && read.savedBy ? (
            <>
              {' '}
              Taken up from {read.savedBy}, <RelativeTime instant={read.savedAt} />.
            </>
          ) : null}
        </>
      }
      actions={
        <>
          <Button component={Link} href={`${home}/preview`} variant="default">
            Against past applications
          </Button>
          <Discard program={program.id} edit={edit} onDone={draft.reload} />
          <Button onClick={publish} disabled={untouched || saving === 'conflict'}>
            Review changes
          </Button>
        </>
      }
    >
      {saving === 'conflict' ? (
        <Problem
          error={error}
          action={
            <Button size="compact-sm" variant="default" onClick={draft.reload}>
              Load the draft anew
            </Button>
          }
        />
      ) : null}
      {newer ? (
        <p className={classes.newer} role="alert">
          Version {read.inForce.version} was published after this draft was begun from version {read.basedOn}. The
          difference below is against version {read.inForce.version}; publishing replaces it.
        </p>
      ) : null}
      <EditingProvider value={editing}>
        <div className={classes.columns}>
          <nav aria-label="Parts of the policy" className={classes.outline}>
            <ul>
              {SECTIONS.map(({ id, title, paths }) => {
                const wrong = faultsBelow(byPlace, paths);
                const touched = paths.some((path) => !same(policy[path], (read.inForce.policy as Fields)[path]));
                return (
                  <li key={id}>
                    <Link href={at(id)} className={classes.link} aria-current={id === section.id ? 'true' : undefined}>
                      {title}
                      {wrong > 0 ? (
                        <span className={classes.wrong}>{counted(wrong, 'fault')}</span>
                      ) : touched ? (
                        <span className={classes.touched}>changed</span>
                      ) : null}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </nav>
          <div className={classes.edit} key={section.id} ref={entered} tabIndex={-1}>
            <FormGroup title={section.title} purpose={section.purpose}>
              {section.paths.map((path) =>
                path === 'translations' ? (
                  <TranslationsPart
                    key={path}
                    policy={policy}
                    onChange={(translations) => change({ ...policy, translations })}
                  />
                ) : (
                  <Top key={path} path={path} shape={shape} policy={policy} onChange={change} />
                ),
              )}
            </FormGroup>
            <Around section={section.id} at={at} />
          </div>
          {SHOWN.includes(section.id) ? (
            <aside className={classes.preview} aria-label="Preview">
              <FormPreview
                key={section.id}
                slug={program.slug}
                edit={edit}
                first={['form', 'translations'].includes(section.id) ? 'form' : 'program'}
              />
            </aside>
          ) : null}
        </div>
      </EditingProvider>
      <Publish
        opened={publishing}
        onClose={() => setPublishing(false)}
        program={program.id}
        before={read.inForce}
        policy={policy}
        edit={edit}
        faults={faults.map(({ field, message }) => ({ field, message, section: sectionOf(field) }))}
        at={at}
        onDone={(version) => {
          showDone(`Version ${version} is in force for applications sent from now on.`);
          return navigate({ to: home });
        }}
      />
    </Page>
  );
}

const sectionOf = (field: string) => {
  const [top = ''] = field.split('.');
  return SECTIONS.find(({ paths }) => paths.includes(top)) ?? SECTIONS[0];
};

/** A part at the top of the policy. Groups stand without a frame: their section is one. */
function Top({
  path,
  shape,
  policy,
  onChange,
}: {
  path: string;
  shape: Shape;
  policy: Fields;
  onChange: (next: Fields) => void;
}) {
  const own = shape.properties?.[path];
  if (!own) return null;
  const props = {
    path,
    at: path,
    shape: own,
    value: policy[path],
    onChange: (next: unknown) => onChange({ ...policy, [path]: next }),
  };
  const framed = path === 'agreement' || path === 'privacy' || path === 'review' || path === 'renewal';
  return own.type === 'object' ? <Group {...props} bare={!framed} /> : <Part {...props} />;
}

/** The sections before and after, for whoever goes through all of them. */
function Around({ section, at }: { section: string; at: (id: string) => string }) {
  const place = SECTIONS.findIndex(({ id }) => id === section);
  const before = SECTIONS[place - 1];
  const after = SECTIONS[place + 1];
  return (
    <p className={classes.around}>
      {before ? <Link href={at(before.id)}>Before: {before.title}</Link> : <span />}
      {after ? <Link href={at(after.id)}>Next: {after.title}</Link> : null}
    </p>
  );
}

/** What conditions can ask about, and which tiers there are, in the draft as it stands. */
function known(policy: Fields): Pick<Editing, 'fields' | 'tiers'> {
  const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const form = isFields(policy.form) ? list(policy.form.fields) : [];
  const yesNo = [
    { value: 'yes', label: 'yes' },
    { value: 'no', label: 'no' },
  ];
  const usual: Editing['fields'] = [
    { name: 'country', label: 'Country', values: [] },
    {
      name: 'hosting',
      label: 'Hosting',
      values: [
        { value: 'saas', label: 'SaaS' },
        { value: 'self-managed', label: 'self-managed' },
      ],
    },
    {
      name: 'kind',
      label: 'Kind of application',
      values: [
        { value: 'new', label: 'new' },
        { value: 'renewal', label: 'renewal' },
      ],
    },
    { name: 'year', label: 'Year of membership', values: [] },
  ];
  const own = form
    .filter(({ name }) => text(name) !== '')
    .map((field) => ({
      name: text(field.name),
      label: text(field.label).slice(0, 80) || text(field.name),
      values:
        field.kind === 'yes-no'
          ? yesNo
          : list(field.choices).map(({ value, label }) => ({ value: text(value), label: text(label) || text(value) })),
    }));
  const tiers = isFields(policy.benefit) ? list(policy.benefit.tiers).map(({ code }) => text(code)) : [];
  return { fields: [...own, ...usual], tiers };
}

function Discard({ program, edit, onDone }: { program: string; edit: number; onDone: () => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  const discard = useOperation((c) => c.programs.discardPolicyDraft, {
    onDone: async () => {
      setAsking(false);
      await onDone();
      showDone('The draft is thrown away.');
    },
  });
  if (edit === 0) return null;
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Discard draft
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Discard the draft">
        <Stack gap={14}>
          <p className={classes.plain}>
            Everything that was changed since the version in force is lost. The version in force stays as it is.
          </p>
          {discard.error ? <Problem error={discard.error} /> : null}
          <Row gap={8}>
            <Button color="red" loading={discard.isPending} onClick={() => discard.mutate({ program, edit })}>
              Discard draft
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              Go on editing
            </Button>
          </Row>
        </Stack>
      </Modal>
    </>
  );
}

type PublishProps = {
  opened: boolean;
  onClose: () => void;
  program: string;
  before: { version: number; policy: Policy };
  policy: Fields;
  edit: number;
  faults: { field: string; message: string; section: (typeof SECTIONS)[number] | undefined }[];
  at: (id: string) => string;
  onDone: (version: number) => void | Promise<void>;
};

/** Publishing: what differs, whom it concerns; or what is to be mended first. */
function Publish({ opened, onClose, program, before, policy, edit, faults, at, onDone }: PublishProps) {
  const publish = useOperation((c) => c.programs.publishPolicy, { onDone: ({ version }) => onDone(version) });
  const affects = useQuery({ ...ask((c) => c.programs.policyAffects, { program }), enabled: opened, staleTime: 0 });
  const changes = opened ? policyChanges(before.policy, policy as unknown as Policy) : [];
  return (
    <Modal opened={opened} onClose={onClose} title={`Publish version ${before.version + 1}`} size="lg">
      <Stack gap={14}>
        {faults.length > 0 ? (
          <section aria-label="To be mended first">
            <p className={classes.plain}>{counted(faults.length, 'fault')} to be mended first:</p>
            <ul>
              {faults.slice(0, 20).map(({ field, message, section }) => (
                <li key={`${field} ${message}`}>
                  <Link href={at(section?.id ?? 'benefit')} onClick={onClose}>
                    {section?.title}
                  </Link>
                  : {message} <span className={classes.quiet}>({field})</span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <PolicyDifference changes={changes} />
        {affects.data ? (
          <p className={classes.plain}>
            {counted(affects.data.undecided, 'application')} under way{' '}
            {plural(affects.data.undecided, 'keeps its', 'keep their')} version. {counted(affects.data.drafts, 'draft')}{' '}
            of applicants {plural(affects.data.drafts, 'is', 'are')} judged by this one when{' '}
            {plural(affects.data.drafts, 'it is', 'they are')} sent, and{' '}
            {counted(affects.data.members, 'active member')} when they renew.
            {affects.data.undecided > 0 ? ' Those under way can be moved to it afterwards.' : null}
          </p>
        ) : null}
        {publish.error ? <Problem error={publish.error} /> : null}
        <Row gap={8}>
          <Button
            loading={publish.isPending}
            disabled={faults.length > 0 || changes.length === 0}
            onClick={() =>
              publish.mutate({
                program,
                policy: policy as unknown as Policy,
                basedOn: before.version,
                ...(edit > 0 ? { draft: edit } : {}),
              })
            }
          >
            Publish policy
          </Button>
          <Button variant="default" onClick={onClose}>
            Go on editing
          </Button>
        </Row>
      </Stack>
    </Modal>
  );
}

import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, useAsk, useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { mayIn, useMe } from '#web/me.ts';
import { PolicyDifference } from '../parts/PolicyDifference.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { policyVersions } from '../questions.ts';
import classes from './PolicyVersions.module.css';

/** Every version of the policy: who published it, when and what it changed; any two beside each other; an older one as a new draft. */
export default function PolicyVersions() {
  const program = useProgram();
  const me = useMe();
  const { rows, next } = useAsk(policyVersions(program.id));
  const home = `/programs/${program.slug}/policy`;
  const latest = rows[0]?.version ?? 1;
  /** Under way, and judged by an older version than the one in force. */
  const older = rows.slice(1).reduce((sum, { undecided }) => sum + undecided, 0);
  const [one, setOne] = useState(String(latest));
  const [other, setOther] = useState(String(Math.max(1, latest - 1)));
  const compared = useQuery({
    ...ask((c) => c.programs.getPolicyVersion, { program: program.id, version: Number(one), against: Number(other) }),
    enabled: one !== other,
  });
  const choices = rows.map(({ version }) => ({ value: String(version), label: `Version ${version}` }));
  return (
    <Page
      title="Versions of the policy"
      above={<Link href={home}>Policy of the {program.name}</Link>}
      lead="An application is judged by the version that was in force when it was sent, unless it is moved; decisions keep theirs."
    >
      {choices.length > 1 ? (
        <Section title="Compare">
          <div className={classes.choice}>
            <NativeSelect
              label="This version"
              value={one}
              data={choices}
              onChange={(e) => setOne(e.currentTarget.value)}
            />
            <NativeSelect
              label="against"
              value={other}
              data={choices}
              onChange={(e) => setOther(e.currentTarget.value)}
            />
          </div>
          {compared.error ? <Problem error={compared.error} /> : null}
          {one === other ? <p className={classes.quiet}>The same version.</p> : null}
          {one !== other && compared.data?.against ? (
            <PolicyDifference changes={compared.data.against.changes} was={`v${other}`} becomes={`v${one}`} />
          ) : null}
        </Section>
      ) : null}
      <Section title="All versions">
        <ol className={classes.list}>
          {rows.map((row) => (
            <li key={row.id} className={classes.item}>
              <div className={classes.head}>
                <span>
                  <strong>Version {row.version}</strong>
                  {row.version === latest ? ', in force' : ''}{' '}
                  <span className={classes.quiet}>
                    {row.publishedBy ?? 'The house'}, <RelativeTime instant={row.publishedAt} />
                    {row.undecided > 0 ? `; ${counted(row.undecided, 'application')} under way` : ''}
                  </span>
                </span>
                {row.version !== latest && mayIn(me, 'programs.manage', program.id) ? (
                  <Restore program={program.id} version={row.version} edit={`${home}/edit`} />
                ) : null}
                {row.version === latest && older > 0 && mayIn(me, 'programs.manage', program.id) ? (
                  <Button component={Link} href={`${home}/move`} size="compact-sm" variant="default">
                    Move running applications to this version
                  </Button>
                ) : null}
              </div>
              {row.changes.length > 0 ? (
                <details>
                  <summary>
                    {counted(row.changes.length, 'change')}:{' '}
                    {row.changes
                      .slice(0, 4)
                      .map(({ name }) => name)
                      .join('; ')}
                    {row.changes.length > 4 ? ' …' : ''}
                  </summary>
                  <PolicyDifference changes={row.changes} was="before" becomes="then" />
                </details>
              ) : (
                <p className={classes.quiet}>
                  {row.version === 1 ? 'The first version.' : 'Nothing differs from the one before.'}
                </p>
              )}
            </li>
          ))}
        </ol>
        {next === null ? null : <p className={classes.quiet}>Older versions are in the API and the command line.</p>}
      </Section>
    </Page>
  );
}

/** Begins a draft with an older version, unless somebody works on one. */
function Restore({ program, version, edit }: { program: string; version: number; edit: string }) {
  const navigate = useNavigate();
  const restore = useOperation((c) => c.programs.restorePolicyVersion, { onDone: () => navigate({ to: edit }) });
  return (
    <span>
      <Button
        size="compact-sm"
        variant="default"
        loading={restore.isPending}
        onClick={() => restore.mutate({ program, version, edit: 0 })}
      >
        Restore version {version} as a draft
      </Button>
      {restore.error ? <Problem error={restore.error} /> : null}
    </span>
  );
}

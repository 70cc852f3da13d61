import { Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import type { Search } from '#web/search.ts';
import { ProgramFigures } from '../parts/ProgramFigures.tsx';
import { PublicAddress } from '../parts/PublicAddress.tsx';
import { useHouseHome } from '../parts/useHouseHome.ts';
import type { HouseHome } from '../questions.ts';
import classes from './Figures.module.css';

const ALL = 'all';

/** The first figures of the viewer's programs at home, each opening to its rows; in a new house, the first step instead. */
export default function Figures() {
  const home = useHouseHome();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { program, programs, firstStep } = home;
  if (programs.length === 0) {
    return (
      <EmptyState title="No program that you may see">
        Its figures will stand here. Ask an owner for a role in a program.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={classes.head}>
        {programs.length > 1 ? (
          <Select
            aria-label="Program"
            w={320}
            allowDeselect={false}
            value={program?.id ?? ALL}
            data={[
              { value: ALL, label: 'All programs' },
              ...programs.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(value) => navigate({ to: '.', search: { ...search, program: value } as never })}
          />
        ) : (
          <Link href={`/programs/${program?.slug}`}>{program?.name}</Link>
        )}
        <span className={classes.period}>Last 12 weeks</span>
        <SampleNote program={program} programs={programs} />
      </div>
      {firstStep ? <FirstStep step={firstStep} /> : <ProgramFigures home={home} than="the 12 weeks before" />}
    </>
  );
}

/** Whether what is shown is invented, in whole or in part. */
function SampleNote({ program, programs }: Pick<HouseHome, 'program' | 'programs'>) {
  if (program?.sample) return <StateBadge state="at-risk" word="Sample: these figures are invented" />;
  if (program === null && programs.some(({ sample }) => sample))
    return <StateBadge state="at-risk" word="With the sample program, which is invented" />;
  return null;
}

function FirstStep({ step: { what, program } }: { step: NonNullable<HouseHome['firstStep']> }) {
  const at = `/programs/${program.slug}`;
  switch (what) {
    case 'open':
      return (
        <EmptyState title={`Open the ${program.name}`} action={<Link href={`${at}/policy`}>Read the policy</Link>}>
          Read first what it asks, promises and gives. Once it is open, its public page takes applications and the
          figures begin.
        </EmptyState>
      );
    case 'add-coupons':
      return (
        <EmptyState title="Add coupons" action={<Link href={`${at}/coupons`}>Add coupons</Link>}>
          Members of the {program.name} get their benefit by a one-time code. Add a list of them before the first
          application is approved; the figures begin with it.
        </EmptyState>
      );
    case 'send-address':
      return (
        <EmptyState title="Everything is ready for the first application">
          Send the address of the public page to a project: <PublicAddress slug={program.slug} />
        </EmptyState>
      );
  }
}

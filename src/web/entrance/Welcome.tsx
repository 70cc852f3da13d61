import { Button, PasswordInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useOperation } from '../ask.ts';
import { Problem } from '../kit/Problem.tsx';
import { fieldErrors, problemOf } from '../problem.ts';
import { one, type Search } from '../search.ts';
import { whoAmI } from '../shell/questions.ts';
import { countries, months, zones } from './choices.ts';
import { EntranceFrame } from './EntranceFrame.tsx';
import { DeadLink } from './errors.tsx';
import { leastPassword, passwordHint, passwordProblem } from './password.ts';
import classes from './Welcome.module.css';

/** The first visit: the owner's account, the organisation, and what to start with. Opened by the link that the start prints. */
export default function Welcome() {
  const key = one(useSearch({ strict: false }) as Search, 'key');
  const who = useQuery(whoAmI);
  const form = useForm({
    initialValues: {
      name: '',
      mail: '',
      password: '',
      organisation: '',
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      fiscalYearStart: '1',
      country: null as string | null,
      start: 'preset',
    },
    validate: {
      name: (value) => (value.trim() === '' ? 'Give your name.' : null),
      mail: (value) => (/^[^\s@]+@[^\s@]+$/.test(value.trim()) ? null : 'Give a mail address that reaches you.'),
      password: passwordProblem,
      organisation: (value) => (value.trim() === '' ? 'Give the name that applicants will read.' : null),
      zone: (value) => (value ? null : 'Choose the time zone your team keeps.'),
      country: (value) => (value ? null : 'Choose the country whose public holidays your team keeps.'),
    },
  });
  const setUp = useOperation((c) => c.access.setUp, { onDone: () => location.assign('/') });
  if (who.data?.setUp) return <DeadLink words="This house is already set up. Sign in with your account." />;
  if (key === null) {
    return (
      <EntranceFrame
        title="Welcome to Guildhall"
        lead="To make the owner's account, open the one-time link that the server printed when it started. Whoever runs the server can print it again by starting anew."
      >
        {null}
      </EntranceFrame>
    );
  }
  const submit = form.onSubmit(
    ({ name, mail, password, organisation, zone, fiscalYearStart, country, start }) =>
      setUp.mutate(
        {
          key,
          owner: { name: name.trim(), mail: mail.trim(), password },
          organisation: {
            name: organisation.trim(),
            zone,
            fiscalStartMonth: Number(fiscalYearStart),
            country: country ?? '',
          },
          sample: start === 'sample',
        },
        { onError: (error) => form.setErrors(flat(fieldErrors(problemOf(error)))) },
      ),
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  );
  return (
    <EntranceFrame title="Set up this house" lead="Everything here can be changed later under Settings." wide>
      <form onSubmit={submit} noValidate>
        {setUp.isError ? (
          <div className={classes.problem}>
            <Problem error={setUp.error} />
          </div>
        ) : null}
        <fieldset className={classes.group}>
          <legend className={classes.legend}>Your account</legend>
          <p className={classes.purpose}>You become the owner: you invite the others and choose what they may do.</p>
          <Stack gap={12}>
            <TextInput
              label="Your name"
              autoComplete="name"
              autoFocus
              {...form.getInputProps('name')}
              key={form.key('name')}
            />
            <TextInput label="Mail address" type="email" autoComplete="username" {...form.getInputProps('mail')} />
            <PasswordInput
              label="Password"
              description={passwordHint}
              autoComplete="new-password"
              minLength={leastPassword}
              {...form.getInputProps('password')}
            />
          </Stack>
        </fieldset>
        <fieldset className={classes.group}>
          <legend className={classes.legend}>Your organisation</legend>
          <p className={classes.purpose}>Promises such as "within 5 business days" and all reports count by these.</p>
          <Stack gap={12}>
            <TextInput
              label="Name"
              description="Applicants read it on every page and mail."
              {...form.getInputProps('organisation')}
            />
            <div className={classes.pair}>
              <Select label="Time zone" searchable data={zones()} {...form.getInputProps('zone')} />
              <Select
                label="Country for public holidays"
                searchable
                data={countries()}
                {...form.getInputProps('country')}
              />
            </div>
            <Select
              label="Fiscal year starts in"
              data={months()}
              allowDeselect={false}
              {...form.getInputProps('fiscalYearStart')}
            />
          </Stack>
        </fieldset>
        <Radio.Group {...form.getInputProps('start')} label="Start with" classNames={{ label: classes.legend ?? '' }}>
          <Stack gap={8} mt={6}>
            <Radio.Card value="preset" className={classes.card}>
              <Radio.Indicator />
              <span>
                <span className={classes.cardTitle}>The program preset</span>
                <span className={classes.cardWords}>
                  The Open Source program with its policy, form and mails, and no people yet.
                </span>
              </span>
            </Radio.Card>
            <Radio.Card value="sample" className={classes.card}>
              <Radio.Indicator />
              <span>
                <span className={classes.cardTitle}>The preset and a sample organisation</span>
                <span className={classes.cardWords}>
                  An invented company with two years of history, to look around in. Marked as sample, removed in one
                  step.
                </span>
              </span>
            </Radio.Card>
          </Stack>
        </Radio.Group>
        <Button type="submit" fullWidth mt={24} loading={setUp.isPending || setUp.isSuccess}>
          Set up and sign in
        </Button>
      </form>
    </EntranceFrame>
  );
}

/** The server names fields by path (`organisation.zone`); the form keeps them flat. */
function flat(errors: Record<string, string>): Record<string, string> {
  const names: Record<string, string> = {
    'owner.name': 'name',
    'owner.mail': 'mail',
    'owner.password': 'password',
    'organisation.name': 'organisation',
    'organisation.zone': 'zone',
    'organisation.country': 'country',
    'organisation.fiscalStartMonth': 'fiscalYearStart',
  };
  return Object.fromEntries(Object.entries(errors).map(([field, message]) => [names[field] ?? field, message]));
}

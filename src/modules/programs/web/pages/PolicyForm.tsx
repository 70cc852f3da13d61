import { Button, Group, Modal, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { FormGroup, FormPage } from '#web/kit/FormPage.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { PolicyDifference } from '../parts/PolicyDifference.tsx';
import { ReasonsEditor } from '../parts/ReasonsEditor.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { policyChanges } from '../policyWords.ts';
import { program as programQuestion } from '../questions.ts';

/** Changes the numbers, names and reasons of a policy; all else stays. Publishing shows the difference first. */
export default function PolicyForm() {
  const program = useProgram();
  const read = useAsk(programQuestion(program.id));
  // The version that this form began from: a colleague's newer one must not be overwritten unseen.
  const [begun] = useState(read);
  const [policy, setPolicy] = useState(begun.policy);
  const [reviewing, setReviewing] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const navigate = useNavigate();
  const publish = useOperation((c) => c.programs.publishPolicy, {
    onDone: ({ version }) => {
      showDone(`Version ${version} is in force for applications sent from now on.`);
      return navigate({ to: `/programs/${program.slug}/policy` });
    },
  });
  const changes = policyChanges(begun.policy, policy);
  const wrong = publish.error ? fieldErrors(problemOf(publish.error)) : {};
  const { benefit } = policy;
  const setBenefit = (change: Partial<typeof benefit>) => setPolicy({ ...policy, benefit: { ...benefit, ...change } });
  const whole = (value: string | number, least: number) => Math.max(least, Math.trunc(Number(value)) || least);
  const review = () => {
    const missing = policy.reasons.some(({ label, advice }) => label.trim() === '' || advice.trim() === '');
    const empty = [benefit.skus.saas, benefit.skus['self-managed'], benefit.checkoutUrl].some((t) => t?.trim() === '');
    if (missing) return setFault('Every reason needs a label and advice.');
    if (empty) return setFault('The SKUs and the address of the shop cannot be empty.');
    if (!URL.canParse(benefit.checkoutUrl)) return setFault('Write the whole address of the shop, with https://');
    setFault(changes.length === 0 ? 'Nothing is changed yet.' : null);
    if (changes.length > 0) setReviewing(true);
  };
  return (
    <FormPage
      title="Change the policy"
      above={<Link href={`/programs/${program.slug}/policy`}>Policy of the {program.name}</Link>}
      lead={`A new version after version ${begun.policyVersion}. Applications already sent keep the version they were sent under.`}
      submit="Review changes"
      onSubmit={review}
      saved={fault}
      aside={
        <Button component={Link} href={`/programs/${program.slug}/policy`} variant="default">
          Cancel
        </Button>
      }
    >
      <FormGroup title="Promise and decision" purpose="What applicants can rely on, and who decides.">
        <NumberInput
          label="Business days to a decision"
          min={1}
          max={60}
          allowDecimal={false}
          value={policy.promiseDays}
          onChange={(value) => setPolicy({ ...policy, promiseDays: whole(value, 1) })}
          error={wrong['policy.promiseDays']}
        />
        <NumberInput
          label="Minutes to undo a decision"
          description="So long a person’s decision waits before it takes effect. 0: it takes effect at once."
          min={0}
          max={1440}
          allowDecimal={false}
          value={policy.undoMinutes}
          onChange={(value) => setPolicy({ ...policy, undoMinutes: whole(value, 0) })}
          error={wrong['policy.undoMinutes']}
        />
        <Switch
          label="Approve automatically where every requirement is met for certain"
          description="Off: a person decides every application. The rule never refuses."
          checked={policy.automatic}
          onChange={(event) => setPolicy({ ...policy, automatic: event.currentTarget.checked })}
        />
      </FormGroup>
      <FormGroup title="Benefit" purpose="Which coupon a member gets, and where it is redeemed.">
        <TextInput
          label="SKU for SaaS"
          maxLength={100}
          value={benefit.skus.saas ?? ''}
          onChange={(event) => setBenefit({ skus: { ...benefit.skus, saas: event.currentTarget.value } })}
          error={wrong['policy.benefit.skus.saas']}
        />
        <TextInput
          label="SKU for self-managed"
          maxLength={100}
          value={benefit.skus['self-managed'] ?? ''}
          onChange={(event) => setBenefit({ skus: { ...benefit.skus, 'self-managed': event.currentTarget.value } })}
          error={wrong['policy.benefit.skus.self-managed']}
        />
        <TextInput
          type="url"
          label="Address of the shop"
          description="Stands in the mail with the coupon."
          value={benefit.checkoutUrl}
          onChange={(event) => setBenefit({ checkoutUrl: event.currentTarget.value })}
          error={wrong['policy.benefit.checkoutUrl']}
        />
      </FormGroup>
      <FormGroup
        title="Reasons to refuse"
        purpose="Reviewers choose one. The applicant reads its label and the advice; the figures count it by its code."
      >
        <ReasonsEditor reasons={policy.reasons} onChange={(reasons) => setPolicy({ ...policy, reasons })} />
      </FormGroup>
      <Modal
        opened={reviewing}
        onClose={() => setReviewing(false)}
        title={`Publish version ${begun.policyVersion + 1}`}
        size="lg"
      >
        <Stack gap={14}>
          <PolicyDifference changes={changes} />
          {publish.error ? <Problem error={publish.error} /> : null}
          <Group gap={8}>
            <Button
              loading={publish.isPending}
              onClick={() => publish.mutate({ program: program.id, policy, basedOn: begun.policyVersion })}
            >
              Publish policy
            </Button>
            <Button variant="default" onClick={() => setReviewing(false)}>
              Go on editing
            </Button>
          </Group>
        </Stack>
      </Modal>
    </FormPage>
  );
}

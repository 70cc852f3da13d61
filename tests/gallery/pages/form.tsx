import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { FormGroup, FormPage } from '#web/kit/FormPage.tsx';

export default function Form() {
  const [removing, setRemoving] = useState(false);
  return (
    <FormPage
      title="Organisation"
      submit="Save organisation"
      onSubmit={() => {}}
      error={new TypeError('Failed to fetch')}
      aside={
        <Button variant="default" onClick={() => setRemoving(true)}>
          Remove the sample
        </Button>
      }
    >
      <FormGroup title="Name" purpose="Applicants read it on every page and mail.">
        <TextInput label="Name" defaultValue="Example Foundation" />
        <TextInput
          label="Privacy contact"
          description="Shown under every public form."
          error="Give a mail address or a page."
        />
        <Select label="Country" data={['Germany', 'Sweden']} defaultValue="Germany" />
      </FormGroup>
      <ConfirmTyped
        opened={removing}
        title="Remove the sample organisation"
        word="Example Foundation"
        submit="Remove everything invented"
        onConfirm={() => setRemoving(false)}
        onClose={() => setRemoving(false)}
      >
        All invented people, applications and mails go. What you entered yourself stays.
      </ConfirmTyped>
    </FormPage>
  );
}

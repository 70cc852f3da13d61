import { NativeSelect, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LABELS } from '../../policy/labels.ts';
import classes from './FormPreview.module.css';

const LANGUAGES = Object.entries(LABELS['mails.*.language']?.values ?? {}).map(([value, label]) => ({ value, label }));

type Shown = { html: string } | { fault: string };

async function read(slug: string, page: string, language: string): Promise<Shown> {
  const answer = await fetch(`/apply/${slug}/preview?page=${page}&lang=${language}`);
  if (answer.status === 409) return { fault: 'The preview comes back once the marked fields are mended.' };
  if (!answer.ok) return { fault: 'The preview could not be loaded.' };
  // The frame runs no scripts; without them in it, the browser has nothing to complain of.
  return { html: (await answer.text()).replace(/<script\b[\s\S]*?<\/script>/g, '') };
}

/** The public page as applicants would see it under the draft, anew after every save. Nothing in it can be sent or left. */
export function FormPreview({ slug, edit, first }: { slug: string; edit: number; first: 'form' | 'program' }) {
  const [page, setPage] = useState<string>(first);
  const [language, setLanguage] = useState('en');
  const shown = useQuery({
    queryKey: ['policy-preview', slug, edit, page, language],
    queryFn: () => read(slug, page, language),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return (
    <section className={classes.preview} aria-label="Preview of the public page">
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label="Page"
          value={page}
          onChange={setPage}
          data={[
            { value: 'form', label: 'Form' },
            { value: 'program', label: 'Program page' },
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label="Language of the preview"
          value={language}
          data={LANGUAGES}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
        />
      </div>
      {shown.data && 'fault' in shown.data ? (
        <p role="status" className={classes.fault}>
          {shown.data.fault}
        </p>
      ) : null}
      {shown.data && 'html' in shown.data ? (
        <iframe
          className={classes.frame}
          title="The public page under the draft"
          sandbox="allow-same-origin"
          srcDoc={shown.data.html}
        />
      ) : null}
    </section>
  );
}

import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { counted } from '#web/kit/plural.ts';
import { LABELS } from '../../policy/labels.ts';
import { textsOf } from '../../policy/texts.ts';
import type { Policy } from '../../policy.ts';
import { type Fields, isFields, useEditing } from './editing.ts';
import classes from './Part.module.css';

const LANGUAGES = Object.entries(LABELS['mails.*.language']?.values ?? {});
const NOUNS: Readonly<Record<string, string>> = {
  summary: 'Summary',
  benefit: 'What members get',
  satisfaction: 'Question about satisfaction',
  privacy: 'Privacy notice',
};

/** "reason.late.advice" as people read it. */
const nameOf = (name: string): string => {
  const [kind = '', code, ...rest] = name.split('.');
  const noun = NOUNS[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1);
  return code === undefined ? noun : `${noun} “${code}”${rest.length > 0 ? `: ${rest.join(' ')}` : ''}`;
};

/** Every text of the draft that people outside read; none while a list is not whole. */
function textsIn(policy: Fields): { name: string; text: string }[] {
  try {
    return textsOf(policy as unknown as Policy).filter(({ text }) => typeof text === 'string' && text.trim() !== '');
  } catch {
    return [];
  }
}

/** The program's own texts in another language, beside each other; those that are missing are counted. */
export function TranslationsPart({ policy, onChange }: { policy: Fields; onChange: (translations: unknown) => void }) {
  const { faults } = useEditing();
  const texts = textsIn(policy);
  const all = isFields(policy.translations) ? policy.translations : {};
  const of = (language: string): Fields => (isFields(all[language]) ? all[language] : {});
  const [language, setLanguage] = useState(LANGUAGES.find(([code]) => all[code])?.[0] ?? 'de');
  const mine = of(language);
  const missing = (code: string) => texts.filter(({ name }) => !of(code)[name]).length;
  const names = new Set(texts.map(({ name }) => name));
  const gone = Object.keys(mine).filter((name) => !names.has(name));
  const put = (own: Fields) => {
    const { [language]: _, ...others } = all;
    onChange(Object.keys(own).length === 0 ? others : { ...all, [language]: own });
  };
  const set = (name: string, text: string) => {
    const { [name]: _, ...others } = mine;
    put(text === '' ? others : { ...mine, [name]: text });
  };
  return (
    <>
      <NativeSelect
        className={classes.short}
        label="Language"
        value={language}
        data={LANGUAGES.map(([code, name]) => {
          const left = missing(code);
          return {
            value: code,
            label: left === 0 ? `${name}: complete` : `${name}: ${left} of ${texts.length} missing`,
          };
        })}
        onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
      />
      {gone.length > 0 ? (
        <p className={classes.help}>
          {counted(gone.length, 'translation')} of texts that are gone.{' '}
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => put(Object.fromEntries(Object.entries(mine).filter(([name]) => names.has(name))))}
          >
            Take them out
          </Button>
        </p>
      ) : null}
      <ol className={classes.list}>
        {texts.map(({ name, text }) => (
          <li key={name} className={classes.item}>
            <Textarea
              label={nameOf(name)}
              description={<span className={classes.own}>{text}</span>}
              lang={language}
              autosize
              minRows={1}
              maxRows={12}
              placeholder="Missing: people read your own words"
              error={faults[`translations.${language}.${name}`]}
              value={String(mine[name] ?? '')}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

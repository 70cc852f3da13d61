import { describe, expect, test } from 'vitest';
import { renderMail } from '#kernel/mail/render.ts';
import { approvedMail } from './approved.ts';
import { couponMail } from './coupon.ts';
import { tryOwnWords } from './own-words.ts';
import { receivedMail } from './received.ts';
import { refusedMail } from './refused.ts';
import { mailFaults, SAMPLES } from './samples.ts';

const scope = {
  organisation: 'Ferry Works',
  home: 'https://guild.example',
  privacy: 'https://guild.example/privacy',
  to: { name: 'Ada', address: 'ada@example.org' },
  zone: 'Europe/Berlin',
};
const templates = [receivedMail, approvedMail, refusedMail, couponMail] as const;
const languages = ['en', 'de', 'es', 'fr', 'ja'];

describe.each(
  templates.flatMap((template) => languages.map((language) => [template.name, language, template] as const)),
)('%s in %s', (_, language, template) => {
  test('says its own words in place of subject and greeting, and the rest as ever', async () => {
    const usual = await renderMail(template, template.sample as never, scope, { language });
    const own = { subject: 'Our subject', words: 'Dear Ada,\n<b>well & done</b> {{ name }}' };
    const mail = await renderMail(template, { ...template.sample, own } as never, scope, { language });
    expect(mail.subject).toBe('Our subject');
    expect(mail.text.startsWith('Dear Ada,')).toBe(true);
    // What is said is a value: neither markup nor Liquid.
    expect(mail.html).toContain('&#60;b&#62;well &#38; done&#60;/b&#62; {{ name }}');
    expect(mail.html).not.toContain('<b>well');
    const rest = (text: string, greeting: number) => text.split('\n').slice(greeting).join('\n').trim();
    expect(rest(mail.text, 2)).toBe(rest(usual.text, 1));
  });
});

test('only the subject, or only the words', async () => {
  const mail = await renderMail(
    approvedMail,
    { ...approvedMail.sample, own: { subject: '', words: 'Well done.' } },
    scope,
  );
  expect(mail.subject).toContain('is approved');
  expect(mail.text.startsWith('Well done.')).toBe(true);
});

test('values are named; what is not there is said, with what there is', async () => {
  const entry = {
    mail: 'approved',
    language: 'en',
    subject: '{{ number }}: {{ project }}',
    words: 'Dear {{ nme }}',
  } as const;
  expect(await tryOwnWords(entry, SAMPLES.approved)).toEqual({
    subject: 'OSS-1042: Marble Clock',
    words: '',
    faults: [
      {
        field: 'words',
        message: expect.stringMatching(/^There is no value “nme” in this mail\. There are \{\{ name \}\}, /),
      },
    ],
  });
});

test.each([
  ['{{ name', /cannot be read/],
  ['{% include "x" %}', /cannot be read/],
  ['{{ name | evil }}', /no filter “evil”/],
  ['{% for i in (1..999999999) %}x{% endfor %}', /cannot be read/],
])('%s is a fault at its place', async (words, message) => {
  const usual = { mail: 'received', language: 'en', subject: '', words: '' } as const;
  const faults = await mailFaults({ mails: [usual, { ...usual, language: 'de', words }] });
  expect(faults).toEqual([{ field: 'mails.1.words', message: expect.stringMatching(message) }]);
});

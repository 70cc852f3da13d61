import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import packageJson from '../../../package.json' with { type: 'json' };
import { COMPILED_AS, compileAll, renderMail } from './render.ts';
import { template } from './template.ts';

const scope = {
  organisation: 'Reed & Rush <Foundation>',
  home: 'https://guild.example',
  privacy: 'https://guild.example/privacy',
  to: { name: 'Ada', address: 'ada@example.org' },
  zone: 'Europe/Berlin',
};

const received = template({
  name: 'tests.received',
  summary: 'Says that an application arrived.',
  subject: 'We have your application for {{ project }}',
  preview: 'What happens next with {{ project }}',
  mjml: `<mj-text>Hello {{ name }}, <b>{{ project }}</b> arrived on {{ at | day_and_time }}.<br />{{ words | newline_to_br }}</mj-text>
    {% if repositories.size > 1 %}<mj-text><ul>{% for each in repositories %}<li>{{ each }}</li>{% endfor %}</ul></mj-text>{% endif %}
    <mj-button href="{{ link }}">See {{ project }}</mj-button>
    <mj-text><a href="{{ mail.home }}/find?q={{ project }}" title="{{ project }}">again</a></mj-text>`,
  why: 'You get this mail because {{ mail.to.address }} applied for {{ project }}.',
  data: z.object({
    name: z.string(),
    project: z.string(),
    words: z.string(),
    at: z.string(),
    repositories: z.array(z.string()),
    link: z.string(),
  }),
  sample: {
    name: 'Ada',
    project: 'Ferry',
    words: 'one\ntwo',
    at: '2026-11-21T09:00:00Z',
    repositories: ['ferry/core', 'ferry/docs'],
    link: 'https://guild.example/status/abc',
  },
  translations: {
    de: {
      subject: 'Ihre Bewerbung für {{ project }}',
      mjml: '<mj-text>Hallo {{ name }} am {{ at | day }}</mj-text>',
      text: 'Hallo {{ name }}',
      why: 'Weil Sie sich beworben haben.',
    },
  },
});

const marked = (html: string) => html.match(/<[a-zA-Z/!][^>]*>/g) ?? [];

describe('a rendered mail', () => {
  test('has its subject, HTML in the frame and a plain-text twin', async () => {
    const mail = await renderMail(received, received.sample, scope);
    expect(mail.subject).toBe('We have your application for Ferry');
    expect(mail.html).toContain('Hello Ada, <b>Ferry</b> arrived on 21 November 2026 at 10:00');
    expect(mail.html).toContain('one<br />two');
    expect(mail.html).toContain('<li>ferry/core</li><li>ferry/docs</li>');
    expect(mail.html).toContain('href="https://guild.example/status/abc"');
    expect(mail.html).toContain('Reed &#38; Rush &#60;Foundation&#62;');
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark">');
    expect(mail.text).toContain('Hello Ada, Ferry arrived');
    expect(mail.text).toContain('See Ferry [https://guild.example/status/abc]');
    expect(mail.text).toContain('You get this mail because ada@example.org applied for Ferry.');
    expect(mail.text).not.toContain('What happens next');
  });

  test('loads nothing from anywhere', async () => {
    const { html } = await renderMail(received, received.sample, scope);
    expect(html).not.toMatch(/<link\b|@import|url\(|<img\b|<script\b|fonts\./i);
  });

  test('leaves out what a condition between elements excludes', async () => {
    const { html } = await renderMail(received, { ...received.sample, repositories: ['only/one'] }, scope);
    expect(html).not.toContain('<ul>');
    expect(html).not.toContain('{%');
  });

  test('speaks the reader’s language where there are words in it', async () => {
    const german = await renderMail(received, received.sample, scope, { language: 'de-CH' });
    expect(german).toMatchObject({ language: 'de', subject: 'Ihre Bewerbung für Ferry' });
    expect(german.html).toContain('lang="de"');
    expect(german.html).toContain('21. November 2026');
    expect(german.text).toBe(
      'Hallo Ada\n\n-- \nWeil Sie sich beworben haben.\nReed & Rush <Foundation> - https://guild.example/privacy\n',
    );
    expect((await renderMail(received, received.sample, scope, { language: 'fr' })).language).toBe('en');
  });

  test('is compiled anew with a new MJML', () => {
    expect(COMPILED_AS).toContain(`mjml ${packageJson.dependencies.mjml},`);
  });

  test('refuses data that do not fit the template', async () => {
    await expect(renderMail(received, { ...received.sample, project: 7 } as never, scope)).rejects.toThrow(/project/);
  });
});

describe('hostile values', () => {
  const plain = renderMail(
    received,
    { ...received.sample, project: 'Ferry', name: 'Ada', words: 'w', link: 'https://a.example/' },
    scope,
  );

  test.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</mj-text></mj-column><mj-raw><h1>X</h1></mj-raw>',
    '<mj-include path="/etc/passwd" />',
    '{{ mail.home }}{% for i in (1..99) %}x{% endfor %}',
    '<!-- --><![endif]-->',
    'guildhallslot0x',
    '&lt;script&gt;',
    '`x`',
  ])('%s adds no element and runs no Liquid', async (bad) => {
    const mail = await renderMail(received, { ...received.sample, project: bad, name: bad, words: bad }, scope);
    const same = (html: string) => marked(html.replaceAll(/(title="|find\?q=|aria-label=")[^"]*"/g, '$1"')).join('');
    const expected = same((await plain).html.replace('href="https://a.example/"', `href="${received.sample.link}"`));
    expect(same(mail.html)).toBe(expected);
  });

  test('any text stays text (property)', async () => {
    const bare = marked(
      (await plain).html
        .replaceAll(/(title="|find\?q=|aria-label=")[^"]*"/g, '$1"')
        .replace('href="https://a.example/"', `href="${received.sample.link}"`),
    ).length;
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...'<>"\'`&={}%!-/ a\n\u0000'), maxLength: 40 }),
        async (bad) => {
          const mail = await renderMail(
            received,
            { ...received.sample, project: `p${bad}`, name: bad, words: 'w' },
            scope,
          );
          expect(marked(mail.html.replaceAll(/(title="|find\?q=|aria-label=")[^"]*"/g, '$1"')).length).toBe(bare);
          expect(mail.subject).not.toMatch(/\p{Cc}/u);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    'javascript:alert(1)',
    ' JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'java\nscript:alert(1)',
    '/relative',
    '',
    'file:///etc/passwd',
  ])('a link to %j leads nowhere', async (link) => {
    const { html } = await renderMail(received, { ...received.sample, link }, scope);
    expect(html).toContain('href="#"');
    expect(html.toLowerCase()).not.toMatch(/javascript:|data:|file:/);
  });

  test('a value inside a link is percent-encoded', async () => {
    const { html } = await renderMail(received, { ...received.sample, project: 'a&b=c#d "e' }, scope);
    expect(html).toContain('href="https://guild.example/find?q=a%26b%3Dc%23d%20%22e"');
  });

  test('a line break in a value does not break the subject', async () => {
    const { subject } = await renderMail(
      received,
      { ...received.sample, project: 'Ferry\r\nBcc: all@example.org\u2028X' },
      scope,
    );
    expect(subject).toBe('We have your application for Ferry Bcc: all@example.org X');
  });

  test('a huge value is refused, quickly', async () => {
    const words = 'x\n'.repeat(2_000_000);
    await expect(renderMail(received, { ...received.sample, words }, scope)).rejects.toThrow(/more than|limit/);
    const { subject } = await renderMail(received, { ...received.sample, project: 'y'.repeat(10_000) }, scope);
    expect(subject).toHaveLength(200);
  });
});

describe('a faulty template', () => {
  const faulty = (mjml: string, more: { subject?: string } = {}) =>
    compileAll([
      template({
        name: 'tests.faulty',
        summary: '',
        subject: 'S',
        why: 'W',
        mjml,
        data: z.object({ x: z.string() }),
        sample: { x: 'x' },
        ...more,
      }),
    ]);

  test.each([
    ['{{ x }}', /stands between elements/],
    ['<mj-text>{{ x | raw }}</mj-text>', /undefined filter/],
    ['<mj-text>{% include "a" %}</mj-text>', /"include" not found/],
    ['<mj-text>{% render "/etc/passwd" %}</mj-text>', /"render" not found/],
    ['<mj-text>{% echo x %}</mj-text>', /"echo" not found/],
    ['<mj-text>{% if x %}</mj-text>', /not closed/],
    ['<mj-text><span style="color:{{ x }}">a</span></mj-text>', /takes no values/],
    ['<mj-text><a onclick="{{ x }}">a</a></mj-text>', /takes no values/],
    ['<mj-text><a href={{ x }}>a</a></mj-text>', /outside a quoted attribute/],
    ['<mj-text><{{ x }}>a</mj-text>', /tag/],
    ['<mj-text><style>{{ x }}</style></mj-text>', /stands in a style/],
    ['<mj-text color="{{ x }}">a</mj-text>', /./],
    ['<mj-nothing>a</mj-nothing>', /mj-nothing/],
    ['<mj-section><mj-column><mj-text>a</mj-text>', /./],
  ])('%s does not compile', async (mjml, words) => {
    await expect(faulty(mjml)).rejects.toThrow(words);
  });

  test('a variable that is not in the data is an error, not an empty place', async () => {
    const forgetful = template({
      name: 'tests.forgetful',
      summary: '',
      subject: 'S',
      why: 'W',
      mjml: '<mj-text>{{ nmae }}</mj-text>',
      data: z.object({ name: z.string() }),
      sample: { name: 'x' },
    });
    await expect(renderMail(forgetful, { name: 'x' }, scope)).rejects.toThrow(/nmae/);
  });

  test('endless Liquid is stopped', async () => {
    const endless = template({
      name: 'tests.endless',
      summary: '',
      subject: 'S',
      why: 'W',
      mjml: '<mj-text>{% for a in (1..9999999) %}{% for b in (1..9999999) %}{{ a }}{% endfor %}{% endfor %}</mj-text>',
      data: z.object({}),
      sample: {},
    });
    await expect(renderMail(endless, {}, scope)).rejects.toThrow(/limit/);
  });

  test('a sample that does not fit its data does not start', () => {
    expect(() =>
      template({
        name: 'tests.bad',
        summary: '',
        subject: 'S',
        why: 'W',
        mjml: '',
        data: z.object({ x: z.string() }),
        sample: { x: 1 } as never,
      }),
    ).toThrow();
    expect(() =>
      template({
        name: 'tests.bad',
        summary: '',
        subject: 'S',
        why: 'W',
        mjml: '',
        data: z.object({ mail: z.string() }),
        sample: { mail: '' },
      }),
    ).toThrow(/mail/);
  });
});

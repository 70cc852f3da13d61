import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, localeOf } from '#kernel/language/languages.ts';
import { SAID, sentenceOf } from '#kernel/language/retell.ts';
import { ROOT } from './documents.ts';

type Words = Record<string, string>;
/** Every catalogue of the house: a folder `words` with an `index.ts` that names its languages. */
const catalogues = await Promise.all(
  globSync('src/**/words/index.ts', { cwd: ROOT }).map(async (path) => ({
    folder: dirname(path),
    words: ((await import(join(ROOT, path))) as { catalogues: Record<string, Words> }).catalogues,
  })),
);
const each = catalogues.flatMap(({ folder, words }) =>
  Object.entries(words).map(([language, said]) => ({ folder, language, said, source: words.en as Words })),
);

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
/** What a message is given, by name and kind, and the plural categories that it has words for. */
function needsOf(elements: readonly Element[], needs = new Set<string>(), forms: string[][] = []) {
  for (const element of elements) {
    if (element.type === 0 || element.type === 7) continue;
    needs.add(`${element.type === 1 ? 'text' : element.type} ${element.value}`);
    if (element.type === 6) forms.push(Object.keys(element.options));
    if (element.type === 5 || element.type === 6)
      for (const { value } of Object.values(element.options)) needsOf(value, needs, forms);
    if (element.type === 8) needsOf(element.children, needs, forms);
  }
  return { needs, forms };
}
const parsed = (message: string, language: string) =>
  needsOf(new IntlMessageFormat(message, localeOf(language as 'en')).getAst());

test('every catalogue speaks every language', () => {
  expect(catalogues.length).toBeGreaterThan(1);
  for (const { folder, words } of catalogues) expect(Object.keys(words).sort(), folder).toEqual([...LANGUAGES].sort());
});

describe.each(each)('$folder in $language', ({ language, said, source }) => {
  test('has the messages of the source, each with the same arguments', () => {
    expect(Object.keys(said).sort()).toEqual(Object.keys(source).sort());
    for (const [key, message] of Object.entries(said))
      expect([key, [...parsed(message, language).needs].sort()]).toEqual([
        key,
        [...parsed(source[key] as string, 'en').needs].sort(),
      ]);
  });

  test('says something in each, with words for every plural that the language has', () => {
    const { pluralCategories } = new Intl.PluralRules(localeOf(language as 'en')).resolvedOptions();
    for (const [key, message] of Object.entries(said)) {
      expect(message.trim(), key).not.toBe('');
      for (const forms of parsed(message, language).forms)
        expect([key, ...pluralCategories.filter((form) => !forms.includes(form))]).toEqual([key]);
    }
  });
});

/** Texts that a language has in common with English; every other that is the same was pasted in. */
const COMMON: Partial<Record<string, readonly string[]>> = {
  de: ['Code', 'Name', 'In {currency}.'],
  es: ['Error:', 'No'],
  fr: ['Active', 'Code', 'Messages', 'Version {version}', '(version {version})', '{title}, version {version}'],
};
/** What a message says itself, without arguments, tags and addresses. */
const ownWords = (message: string) =>
  message.replace(/https?:\S+|\S+@\S+|<\/?\w+>|\{\w+(?:, number)?\}/g, '').match(/\p{L}+/gu) ?? [];

describe.each(each.filter(({ language }) => language !== 'en'))(
  '$folder in $language',
  ({ language, said, source }) => {
    test('is no English pasted in', () => {
      const pasted = Object.entries(said).filter(
        ([key, message]) =>
          message === source[key] && ownWords(message).length > 0 && !COMMON[language]?.includes(message),
      );
      expect(pasted.map(([key, message]) => `${key}: ${message}`)).toEqual([]);
    });

    test('is written in the letters of its language', () => {
      const letters =
        language === 'ja' ? /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u : /\p{Script=Latin}/u;
      const others = Object.entries(said).filter(
        ([, message]) => ownWords(message).length > 0 && !letters.test(message),
      );
      expect(others).toEqual([]);
      if (language !== 'ja') return;
      const letter = '[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}]';
      const narrow = new RegExp(`${letter} ?[,.:;!?()]|[,.:;!?()] ?${letter}`, 'u');
      const plain = (message: string) => message.replace(/\{\w+, plural, other \{(.*?)\}\}/g, '$1');
      expect(
        Object.entries(said).filter(([, message]) => narrow.test(plain(message))),
        'marks are full-width',
      ).toEqual([]);
    });
  },
);

test('an English text among those of another language is noticed, a word in common is not', () => {
  expect(ownWords('{line}: {said}')).toEqual([]);
  expect(ownWords('<link>Go on</link> to {forge}, such as https://x.example/a')).toEqual([
    'Go',
    'on',
    'to',
    'such',
    'as',
  ]);
});

const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const isWords = (path: string) => path.includes('/words/');
const sources = globSync('src/**/*.{ts,tsx}', { cwd: ROOT }).filter((path) => !isWords(path) && !/\.test\./.test(path));
/** Sentences that the code puts together from parts; `public-languages.test.ts` and `verdict.test.ts` see them told. */
const COMPOSED =
  /^said\.(again-|proof-|forge-too-few|readable-|reading-instead|licences-unread|licence-(?:.*alike|changed|lacks|also-says|unknown|states-|public-domain))/;
const code = sources.map(text).join('\n');

describe('what stands in a catalogue is said somewhere', () => {
  test.each(catalogues)('$folder', ({ folder, words }) => {
    const pages = sources.filter((path) => path.startsWith(dirname(folder))).map(text);
    const users = folder.startsWith('src/web/') ? sources.filter((path) => path.includes('/public/')).map(text) : pages;
    const all = [...pages, ...users].join('\n');
    const unused = Object.keys(words.en as Words).filter((key) => {
      if (key.startsWith(SAID)) return false;
      const family = key.replace(/\.[^.]*$/, '.');
      return !all.includes(`'${key}'`) && !all.includes(`\`${family}\${`);
    });
    expect(unused).toEqual([]);
  });

  test('sentences of every catalogue are told on every public page', () => {
    const pages = text('src/app/public.tsx');
    const telling = catalogues.filter(({ words }) =>
      Object.keys(words.en as Words).some((key) => key.startsWith(SAID)),
    );
    expect(telling.length).toBeGreaterThan(2);
    const left = telling.filter(
      ({ folder }) => !pages.includes(`${folder.replace('src/modules/', '').replace('src/', '')}/index.ts'`),
    );
    expect(left.map(({ folder }) => folder)).toEqual([]);
  });

  test('sentences that are recognised by their English text are thrown or written with that text', () => {
    const sentences = catalogues.flatMap(({ words }) =>
      Object.entries(words.en as Words).filter(([key]) => key.startsWith(SAID)),
    );
    expect(sentences.length).toBeGreaterThan(80);
    expect(new Set(sentences.map(([key]) => key)).size).toBe(sentences.length);
    expect(new Set(sentences.map(([, message]) => message)).size).toBe(sentences.length);
    const fixed = sentences.filter(([key]) => !COMPOSED.test(key));
    const lost = fixed.flatMap(([key, message]) =>
      sentenceOf(key, message)
        .literals.map((literal) => literal.trim())
        .filter((literal) => literal.length > 3 && !code.includes(literal))
        .map((literal) => `${key}: ${literal}`),
    );
    expect(lost).toEqual([]);
  });
});

const READ = new Set([
  'title',
  'label',
  'hint',
  'lead',
  'none',
  'summary',
  'alt',
  'placeholder',
  'aria-label',
  'words',
]);
type Node = { type?: string; value?: unknown; name?: { name?: string }; [more: string]: unknown };

/** Texts that a page says by itself: between tags, in attributes that are read, and any string that reads like a sentence. */
function literalsOf(source: string): string[] {
  const found: string[] = [];
  const letters = (value: unknown): value is string => typeof value === 'string' && /\p{L}/u.test(value);
  const prose = (value: unknown) => letters(value) && /\p{L}{2,} \p{L}/u.test(value);
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, name } = node as Node;
    if (type === 'ImportDeclaration') return;
    if (type === 'JSXText' && letters(value)) found.push(value.trim());
    if (type === 'JSXAttribute') {
      const given = value as Node | null;
      if (READ.has(name?.name ?? '') && given?.type === 'Literal' && letters(given.value)) found.push(given.value);
      if (name?.name === 'content' || name?.name === 'rel') return;
    }
    if (type === 'JSXExpressionContainer') {
      const { expression } = node as unknown as { expression: Node };
      if (expression.type === 'Literal' && letters(expression.value)) found.push(expression.value);
    }
    if (type === 'Literal' && prose(value)) found.push(value as string);
    if (type === 'TemplateElement') {
      const { cooked } = value as { cooked: string };
      if (prose(cooked)) found.push(cooked);
    }
    for (const inner of Object.values(node)) walk(inner);
  };
  walk(parseAst(source, { lang: 'tsx' }));
  return found;
}

test('public pages say nothing by themselves: all of their words stand in catalogues', () => {
  const pages = sources.filter((path) => /^src\/(?:web|modules\/[^/]+\/web)\/public\//.test(path));
  expect(pages.length).toBeGreaterThan(30);
  expect(pages.flatMap((path) => literalsOf(text(path)).map((said) => `${path}: ${said}`))).toEqual([]);
});

test.each([
  '<p>Programs</p>',
  '<Page title="Programs" />',
  '<p>{"Programs"}</p>',
  '<p>{`Apply to it`}</p>',
  "const words = done ? 'It is done.' : null;",
])('a text in a page is noticed: %s', (source) => expect(literalsOf(source)).toHaveLength(1));

import { quoteOf } from './evidence.ts';
import { type Finding, finding } from './findings.ts';
import { namedAt } from './names.ts';
import { restrictiveIn } from './restrictive.ts';
import { standingOf } from './standing.ts';
import { wordsOf } from './words.ts';

const heading = /^\s{0,3}(?:#{1,6}\s|\*\*|=+\s)?[^\p{L}]{0,10}.{0,30}licen[cs]/iu;

/** The licence section of a README (or, without one, its lines that speak of licences): weak evidence, which can raise a doubt but never settles anything. */
export const readmeFinding = (path: string, text: string): Finding => {
  const out = finding(path, 'root', 'readme');
  const lines = text.slice(0, 300_000).split('\n');
  const start = lines.findLastIndex(
    (line, at) =>
      line.length < 80 &&
      heading.test(line.slice(0, 80)) &&
      (line.startsWith('#') || /^\s*[-=~*]{3,}\s*$/.test(lines[at + 1] ?? '')),
  );
  const spoken =
    start >= 0
      ? lines.slice(start, start + 40)
      : lines.filter((line) => line.length < 2000 && /\blicen[cs]/i.test(line)).slice(0, 10);
  const section = wordsOf(spoken.join('\n').slice(0, 3000));
  const ids: string[] = [];
  for (let at = 0; at < section.words.length; at += 1) {
    const named = namedAt(section.words, at);
    if (!named) continue;
    ids.push(named.id);
    at += named.length - 1;
  }
  const bad = restrictiveIn(section.words, 0, section.words.length);
  const quote = quoteOf(section.lines.slice(0, 6).join(' '));
  if (ids.length === 0 && !bad) return out;
  const standing = bad ? 'restrictive' : ids.every((id) => standingOf(id) === 'osi') ? 'osi' : 'unlisted';
  out.evidence.push({
    path,
    place: 'root',
    method: 'readme',
    licence: [...new Set(ids)].slice(0, 6).join(', ') || null,
    standing,
    similarity: null,
    quote,
    words: 'What the README says of its licence (weak evidence).',
  });
  if (bad) {
    const said = quoteOf(section.lines[section.line[bad.from] ?? 0] ?? '');
    out.doubts.push({ code: 'restrictive-words', path, words: `The licence section of ${path} says “${said}”.` });
  }
  return out;
};

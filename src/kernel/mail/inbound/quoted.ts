/** The words of a mail in two: what is new, and what it repeats of earlier mails. */
export type Words = { readonly written: string; readonly quoted: string };

const MOST_LINES = 5_000;

/** A line after which nothing new comes: programs put it before the mail that is answered. */
const ORIGINAL =
  /^[ \t>]{0,8}(-{2,20}\s{0,4}(original message|original appointment|ursprüngliche nachricht|originalnachricht|message d'origine|message transféré|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|forwarded message|weitergeleitete nachricht|元のメッセージ|原始邮件)\s{0,4}-{2,20}|_{20,80}|-{2,20}\s{0,4}reply above this line\s{0,4}-{2,20})[ \t]{0,8}$/i;
/** "On Monday, Ada wrote:", in the languages in which programs say so; it may be broken over three lines. */
const WROTE =
  /^[ \t]{0,8}(on\b.{5,200}\bwrote|am\b.{5,200}\bschrieb\b.{0,100}|le\b.{5,200}\ba écrit|el\b.{5,200}\bescribi[óo]|il\b.{5,200}\bha scritto|op\b.{5,200}\bschreef\b.{0,100}|em\b.{5,200}\bescreveu|den\b.{5,200}\bskrev\b.{0,100}|dnia\b.{5,200}\bnapisał\(?a?\)?)\s{0,4}[:：]\s{0,4}$/i;
/** The same where the name stands first, so that only a whole line can tell. */
const WROTE_WHOLE = /^[ \t]{0,8}.{5,200}(のメール|は書きました|:?\s{0,4}写道|пишет)\s{0,4}[:：]\s{0,4}$/i;
/** The headers with which Outlook begins what it repeats. */
const HEADER = /^[ \t]{0,8}\*?(from|von|de|da|van|från|差出人|发件人|от)\*?\s{0,4}[:：]\*?\s{0,8}\S/i;
const NEXT_HEADER =
  /^[ \t]{0,8}\*?(sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|verzonden|skickat|to|an|à|para|subject|betreff|送信日時|日時|宛先|发送时间|отправлено)\*?\s{0,4}[:：]/i;

/**
 * Splits off what a mail repeats. Answers between quoted lines are new words, so only what stands at the end goes; a mail
 * that is nothing but quotes keeps them as its words. Nothing is lost: both together are the text, but for empty lines between.
 */
export function splitQuoted(text: string): Words {
  const lines = text.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) return { written: text.trim(), quoted: '' };
  const at = Math.min(marked(lines), trailing(lines));
  const written = lines.slice(0, at).join('\n').trim();
  if (at >= lines.length || written === '') return { written: text.trim(), quoted: '' };
  return { written, quoted: lines.slice(at).join('\n').trim() };
}

/** The first line that programs put before the mail they repeat, unless new words follow quoted ones after it. */
function marked(lines: readonly string[]): number {
  for (const [at, line] of lines.entries()) {
    if (ORIGINAL.test(line)) return at;
    if (HEADER.test(line) && lines.slice(at + 1, at + 4).some((next) => NEXT_HEADER.test(next))) return at;
    const [length, found] = wroteAt(lines, at);
    if (found && !answersWithin(lines.slice(at + length))) return at;
  }
  return lines.length;
}

function wroteAt(lines: readonly string[], at: number): [number, boolean] {
  if (WROTE_WHOLE.test((lines[at] ?? '').slice(0, 400))) return [1, true];
  for (const length of [1, 2, 3]) {
    const joined = lines.slice(at, at + length).join(' ');
    if (joined.length < 400 && WROTE.test(joined)) return [length, true];
  }
  return [1, false];
}

/** Do lines without a sign of quoting follow quoted ones? Then somebody answered in between. */
function answersWithin(rest: readonly string[]): boolean {
  const first = rest.findIndex((line) => line.trim() !== '');
  if (first < 0 || !isQuoted(rest[first] ?? '')) return false;
  return rest.slice(first).some((line) => line.trim() !== '' && !isQuoted(line) && !/^--? ?$/.test(line));
}

/** Where the quoted lines at the very end begin. */
function trailing(lines: readonly string[]): number {
  let at = lines.length;
  while (at > 0 && ((lines[at - 1] ?? '').trim() === '' || isQuoted(lines[at - 1] ?? ''))) at--;
  return lines.slice(at).some(isQuoted) ? at : lines.length;
}

const isQuoted = (line: string): boolean => /^[ \t]{0,3}>/.test(line);

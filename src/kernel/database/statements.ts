/**
 * The statements of an SQL text, each with the line on which it begins (from 1). It knows strings, quoted names, dollar quotes and
 * comments, and the bodies of functions in SQL's own form (BEGIN ATOMIC ... END).
 */
export function statementsOf(text: string): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  let begun = 0;
  let depth = 0;
  const end = (at: number) => {
    const whole = text.slice(begun, at);
    const trimmed = whole.replace(/^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, '');
    if (trimmed.trim() !== '') {
      const from = begun + whole.length - trimmed.length;
      found.push({ text: trimmed.trim(), line: text.slice(0, from).split('\n').length });
    }
    begun = at + 1;
  };
  for (const piece of text.matchAll(PIECES)) {
    const [token] = piece;
    if (token === ';' && depth === 0) end(piece.index);
    else if (/^begin\s+atomic$/i.test(token)) depth = 1;
    else if (depth > 0 && /^case$/i.test(token)) depth += 1;
    else if (depth > 0 && /^end$/i.test(token)) depth -= 1;
  }
  end(text.length);
  return found;
}

// One alternative each: comments, strings (E'' with backslashes first), names, dollar quotes, and the words that open and close.
const PIECES =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\be'(?:\\[\s\S]|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|(\$(?:[a-z_]\w*)?\$)[\s\S]*?\1|\bbegin\s+atomic\b|\bcase\b|\bend\b|;/gi;

import { useTextsLang } from '#web/public/language.tsx';

/** A longer text of the organisation, paragraph by paragraph: an empty line stands between them. `written`: by a person, for this reader. */
export function Paragraphs({ text, written = false }: { text: string; written?: boolean }) {
  const lang = useTextsLang();
  const paragraphs = text.split(/\n\s*\n/).filter((part) => part.trim() !== '');
  return paragraphs.map((part) => (
    <p key={part} className="written" lang={written ? undefined : lang}>
      {part}
    </p>
  ));
}

import { useTextsLang } from '#web/public/language.tsx';

/** A longer text of the organisation, paragraph by paragraph: an empty line stands between them. `forReader`: in the reader's language, written so or translated. */
export function Paragraphs({ text, forReader = false }: { text: string; forReader?: boolean }) {
  const lang = useTextsLang();
  const paragraphs = text.split(/\n\s*\n/).filter((part) => part.trim() !== '');
  return paragraphs.map((part) => (
    <p key={part} className="written" lang={forReader ? undefined : lang}>
      {part}
    </p>
  ));
}

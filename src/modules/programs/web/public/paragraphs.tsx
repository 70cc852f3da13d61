/** A longer text of the organisation, paragraph by paragraph: an empty line stands between them. */
export function Paragraphs({ text }: { text: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter((part) => part.trim() !== '');
  return paragraphs.map((part) => (
    <p key={part} className="written">
      {part}
    </p>
  ));
}

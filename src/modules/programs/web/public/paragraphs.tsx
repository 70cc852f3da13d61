import { paragraphs } from './words.ts';

/** A longer text of the organisation, paragraph by paragraph. */
export function Paragraphs({ text }: { text: string }) {
  return paragraphs(text).map((part) => (
    <p key={part} className="written">
      {part}
    </p>
  ));
}

import { useKitWords } from './language.tsx';

/** One message between applicant and team. `at` is an instant (ISO), `when` its words in the reader's language. */
export type PublicMessage = { id: string; from: string; ours: boolean; at: string; when: string; text: string };

/** What was written, the oldest first. Text is shown as written; line ends stay. */
export function MessageThread({ messages, none }: { messages: PublicMessage[]; none?: string }) {
  const { say } = useKitWords();
  if (messages.length === 0) return <p className="quiet">{none ?? say('messages.none')}</p>;
  return (
    <ol className="thread" aria-label={say('messages.label')}>
      {messages.map((message) => (
        <li key={message.id} className="message" data-ours={message.ours || undefined}>
          <p className="message-head">
            <b>{message.from}</b> <time dateTime={message.at}>{message.when}</time>
          </p>
          <p className="message-text">{message.text}</p>
        </li>
      ))}
    </ol>
  );
}

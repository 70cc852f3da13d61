import { FactList } from '#web/kit/FactList.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import type { Application } from '../questions.ts';

const said = (words: string) => <span style={{ whiteSpace: 'pre-line' }}>{words}</span>;

/** The appeal that waits for an answer (`open`); or those that were answered, and the ends from which it was taken up again. */
export function AgainSections({ application, open }: { application: Application; open: boolean }) {
  const { appeals, earlier, mayNot } = application.review;
  return (
    <>
      {appeals
        .filter(({ answer }) => (answer === null) === open)
        .map(({ id, words, at, answer }) => (
          <Section key={id} title={answer ? 'Appeal' : 'Open appeal'}>
            <FactList
              facts={[
                { name: 'Made', value: <RelativeTime instant={at} /> },
                { name: 'The applicant', value: said(words) },
                ...(answer
                  ? [
                      { name: answer.upheld ? 'Upheld by' : 'Denied by', value: answer.by ?? 'Nobody any more' },
                      { name: 'Answer', value: said(answer.words) },
                      { name: 'Answered', value: <RelativeTime instant={answer.at} /> },
                    ]
                  : []),
                ...(!answer && mayNot.answerAppeal ? [{ name: 'For you', value: mayNot.answerAppeal }] : []),
              ]}
            />
          </Section>
        ))}
      {(open ? [] : earlier).map(({ id, verdict, reason, words, by, at, reopened }) => (
        <Section key={id} title={verdict === null ? 'Ended by silence before' : 'Decided before'}>
          <FactList
            facts={[
              ...(verdict === null
                ? []
                : [
                    { name: 'Verdict', value: verdict === 'refused' ? 'Refused' : 'Approved' },
                    { name: 'By', value: by ?? 'The rule of the policy' },
                  ]),
              ...(reason ? [{ name: 'Reason', value: reason }] : []),
              ...(words === '' ? [] : [{ name: 'Words', value: said(words) }]),
              { name: verdict === null ? 'Ended' : 'Decided', value: <RelativeTime instant={at} /> },
              {
                name: 'Re-opened',
                value: (
                  <>
                    <RelativeTime instant={reopened.at} /> by {reopened.by ?? 'the house'}: {said(reopened.words)}
                  </>
                ),
              },
            ]}
          />
        </Section>
      ))}
    </>
  );
}

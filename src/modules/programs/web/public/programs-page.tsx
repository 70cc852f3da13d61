import { PublicLink, useTextsLang } from '#web/public/language.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from './public-footer.tsx';
import { useWords } from './words/index.ts';

type Props = PublicFrame & {
  programs: { slug: string; name: string; summary: string; translated: boolean; open: boolean; sample: boolean }[];
};

/** Every program that a stranger can read about. */
export function ProgramsPage({ programs, ...frame }: Props) {
  const { say } = useWords();
  const lang = useTextsLang();
  return (
    <PublicPage
      {...frame}
      title={say('programs.title')}
      lead={say('programs.lead', { organisation: frame.organisation })}
      footer={<PublicFooter />}
      index
    >
      {programs.length === 0 ? <p className="quiet">{say('programs.none')}</p> : null}
      {programs.map(({ slug, name, summary, translated, open, sample }) => (
        <section key={slug}>
          <h2>
            <PublicLink href={`/apply/${slug}`}>{name}</PublicLink>
          </h2>
          <p lang={translated ? undefined : lang}>{summary}</p>
          {sample ? <p className="quiet">{say('programs.sample')}</p> : null}
          {open ? null : <p className="quiet">{say('programs.closed')}</p>}
        </section>
      ))}
    </PublicPage>
  );
}

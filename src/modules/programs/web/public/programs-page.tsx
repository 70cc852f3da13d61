import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from './public-footer.tsx';

type Props = PublicFrame & {
  programs: { slug: string; name: string; summary: string; open: boolean; sample: boolean }[];
};

/** Every program that a stranger can read about. */
export function ProgramsPage({ programs, ...frame }: Props) {
  return (
    <PublicPage
      {...frame}
      title="Programs"
      lead={`What ${frame.organisation} offers, and how to apply.`}
      footer={<PublicFooter />}
      index
    >
      {programs.length === 0 ? <p className="quiet">There are no programs at the moment.</p> : null}
      {programs.map(({ slug, name, summary, open, sample }) => (
        <section key={slug}>
          <h2>
            <a href={`/apply/${slug}`}>{name}</a>
          </h2>
          <p>{summary}</p>
          {sample ? <p className="quiet">A sample program, to look around in: everything in it is invented.</p> : null}
          {open ? null : <p className="quiet">Takes no applications at the moment.</p>}
        </section>
      ))}
    </PublicPage>
  );
}

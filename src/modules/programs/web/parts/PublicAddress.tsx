import { CopyText } from '#web/kit/CopyText.tsx';

/** The address of a program's public page, to be sent to projects. */
export function PublicAddress({ slug }: { slug: string }) {
  return <CopyText text={`${location.origin}/apply/${slug}`} />;
}

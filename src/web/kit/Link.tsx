import { useLinkProps } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import { parseSearch } from '../search.ts';

/** A link inside the house by its whole address (`/programs/open-source?state=late`). Its target is fetched on hover and focus. */
export type LinkProps = Omit<ComponentPropsWithRef<'a'>, 'href'> & { href: string };

/** Splits an address into what the router takes: path, query, and fragment without its `#`. */
export function partsOf(href: string) {
  const [beforeHash = '', hash] = href.split('#', 2);
  const [path = '', query = ''] = beforeHash.split('?', 2);
  return { to: path === '' ? '.' : path, search: parseSearch(query), ...(hash === undefined ? {} : { hash }) };
}

export function Link({ href, ref, ...rest }: LinkProps) {
  const props = useLinkProps({ ...partsOf(href), ...(rest as object), preload: 'intent' });
  // Where the reader is, the menus and tabs say themselves; the router would guess it from the address, for links in running text too.
  return <a {...props} ref={ref ?? props.ref} aria-current={rest['aria-current']} data-status={undefined} />;
}

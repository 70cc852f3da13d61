import { Link as RouterLink } from '@tanstack/react-router';
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

const none = { 'aria-current': undefined };

export function Link({ href, ...rest }: LinkProps) {
  // Our own aria-current says where the reader is; the router's guess by address would say it twice.
  return <RouterLink {...partsOf(href)} {...(rest as object)} preload="intent" activeProps={none} />;
}

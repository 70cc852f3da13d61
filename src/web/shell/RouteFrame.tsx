import type { RouteComponent } from '@tanstack/react-router';
import { useParams } from '@tanstack/react-router';
import { useLayoutEffect } from 'react';
import type { ModuleRoute } from '../module.ts';

/** Gives a route its title before its page may set a closer one (kit/Page does so in a later effect). */
export function framed(Component: RouteComponent, title: ModuleRoute['title']): RouteComponent {
  const RouteFrame: RouteComponent = () => {
    const params = useParams({ strict: false }) as Record<string, string>;
    const words = typeof title === 'string' ? title : title(params);
    useLayoutEffect(() => {
      document.title = `${words} · Guildhall`;
    }, [words]);
    return <Component />;
  };
  // The router fetches the page's script together with its data by this.
  if (Component.preload) RouteFrame.preload = Component.preload;
  return RouteFrame;
}

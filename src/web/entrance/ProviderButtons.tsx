import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../ask.ts';
import { safeNext } from './next.ts';

const providers = ask((c) => c.access.signInProviders, {});

/** Ways in by providers that the organisation has set up: plain links, since each leads to another site and back. */
export function ProviderButtons({ next }: { next: string | null }) {
  // Not waited for: the password must be at hand even while this cannot be asked.
  const offered = useQuery(providers).data?.providers ?? [];
  if (offered.length === 0) return null;
  const where = safeNext(next);
  const query = where === '/' ? '' : `?next=${encodeURIComponent(where)}`;
  return (
    <Stack gap={10} mt={14}>
      {offered.map(({ id, name }) => (
        <Button key={id} component="a" href={`/auth/provider/${id}${query}`} variant="default" fullWidth>
          Sign in with {name}
        </Button>
      ))}
    </Stack>
  );
}

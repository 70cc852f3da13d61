import { Stack, Text } from '@mantine/core';
import { CopyText } from '#web/kit/CopyText.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { shortDate } from '#web/kit/time.ts';
import type { PersonRecord } from '../../queries/person.ts';
import { platformName } from '../words.ts';

/** What the person was seen under, and what each identity was called before. */
export function Identities({ person }: { person: PersonRecord }) {
  return (
    <Stack gap={10}>
      {person.identities.map((identity) => {
        const former = person.attributes.filter((a) => a.identity === identity.id && a.until !== null);
        return (
          <div key={identity.id}>
            <Text size="xs" c="dimmed">
              {platformName(identity.platform)}, first seen <RelativeTime instant={identity.firstSeenAt} />
            </Text>
            {identity.erased ? identity.written : <CopyText text={identity.written} />}
            {former.map((a) => (
              <Text key={`${a.name}${a.since}`} size="xs" c="dimmed">
                {a.name === 'display-name' ? 'called' : a.name} {a.value} until{' '}
                {a.until === null ? '' : shortDate(a.until)} (by {a.source})
              </Text>
            ))}
          </div>
        );
      })}
    </Stack>
  );
}

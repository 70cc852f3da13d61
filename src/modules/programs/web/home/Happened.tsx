import { useHouseHome } from '../parts/useHouseHome.ts';
import { WhatHappened } from '../parts/WhatHappened.tsx';

/** At home: what happened last in the viewer's programs. */
export default function Happened() {
  return <WhatHappened happened={useHouseHome().happened} program={null} />;
}

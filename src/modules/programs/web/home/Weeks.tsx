import { useHouseHome } from '../parts/useHouseHome.ts';
import { WeekLines } from '../parts/WeekLines.tsx';

/** At home: applications by week. */
export default function Weeks() {
  return <WeekLines weeks={useHouseHome().weeks} />;
}

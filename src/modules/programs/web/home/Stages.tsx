import { StageBars } from '../parts/StageBars.tsx';
import { useHouseHome } from '../parts/useHouseHome.ts';

/** At home: where the applications stand now. */
export default function Stages() {
  const { stages, program } = useHouseHome();
  return <StageBars stages={stages} program={program} />;
}

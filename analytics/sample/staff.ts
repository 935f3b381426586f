import type { Random } from '../random.ts';
import { departments, type TreatmentTeam, treatmentTeams } from './departments.ts';

const teamsByDepartment: readonly TreatmentTeam[][] = departments.map((dept) =>
  treatmentTeams.filter((team) => team.departmentCode === dept.code),
);

/** 填各级医师与护士的工号:主任(副主任)医师即主诊组的带组人,由他认出主诊组。 */
export function drawStaff(random: Random, department: number, put: (column: string, id: string) => void): void {
  const teams = teamsByDepartment[department]!;
  const u = random.next();
  const team = teams[Math.floor(u * Math.sqrt(u) * teams.length)]!;
  const { physicians } = team;
  put('B22', teams[0]!.leader);
  put('B23', team.leader);
  put('B24', physicians[1 + random.below(physicians.length - 1)]!);
  put('B25', physicians[physicians.length - 1]!);
  put('B26', `N${team.departmentCode}${String(1 + random.below(8)).padStart(2, '0')}`);
}

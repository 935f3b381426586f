/** 科室:国家诊疗科目代码、名称、主诊组数、每组医师数、病区数。 */
export interface DepartmentSpec {
  code: string;
  name: string;
  teams: number;
  physiciansPerTeam: number;
  wards: number;
}

const d = (code: string, name: string, teams: number, physiciansPerTeam: number, wards = 1): DepartmentSpec => ({
  code,
  name,
  teams,
  physiciansPerTeam,
  wards,
});

export const departments: readonly DepartmentSpec[] = [
  d('0301', '呼吸内科', 4, 5, 2),
  d('0302', '消化内科', 4, 5, 2),
  d('0303', '神经内科', 4, 5, 2),
  d('0304', '心血管内科', 4, 6, 3),
  d('0305', '血液内科', 2, 5),
  d('0306', '肾内科', 3, 4),
  d('0307', '内分泌科', 3, 4),
  d('0308', '风湿免疫科', 2, 4),
  d('0310', '老年病科', 2, 5),
  d('0401', '普通外科', 4, 8, 3),
  d('0402', '神经外科', 3, 5),
  d('0403', '骨科', 4, 7, 3),
  d('0404', '泌尿外科', 3, 5, 2),
  d('0405', '胸外科', 2, 5),
  d('0406', '心脏大血管外科', 2, 5),
  d('0407', '烧伤科', 2, 3),
  d('0501', '妇科', 3, 6, 2),
  d('0502', '产科', 4, 5, 2),
  d('07', '儿科', 3, 6, 2),
  d('0701', '新生儿科', 2, 5),
  d('08', '小儿外科', 2, 3),
  d('10', '眼科', 3, 4),
  d('11', '耳鼻咽喉科', 3, 4),
  d('12', '口腔科', 2, 3),
  d('13', '皮肤科', 2, 3),
  d('15', '精神科', 2, 4),
  d('16', '感染性疾病科', 2, 4),
  d('19', '肿瘤科', 4, 5, 2),
  d('20', '急诊医学科', 2, 6),
  d('21', '康复医学科', 2, 4),
  d('28', '重症医学科', 2, 6),
  d('50', '中医科', 3, 4),
];

export interface TreatmentTeam {
  /** 如 `D0304-T1`。 */
  id: string;
  departmentCode: string;
  /** 主诊医师工号,如 `0304001`;即首页的主任(副主任)医师。 */
  leader: string;
  physicians: readonly string[];
}

export interface Ward {
  /** 如 `D0304-W1`。 */
  id: string;
  departmentCode: string;
}

const physicianId = (department: string, number: number): string => `${department}${String(number).padStart(3, '0')}`;

export const treatmentTeams: readonly TreatmentTeam[] = departments.flatMap((dept) =>
  Array.from({ length: dept.teams }, (_, t) => {
    const physicians = Array.from({ length: dept.physiciansPerTeam }, (_p, i) =>
      physicianId(dept.code, t * dept.physiciansPerTeam + i + 1),
    );
    return { id: `D${dept.code}-T${t + 1}`, departmentCode: dept.code, leader: physicians[0]!, physicians };
  }),
);

export const wards: readonly Ward[] = departments.flatMap((dept) =>
  Array.from({ length: dept.wards }, (_, i) => ({ id: `D${dept.code}-W${i + 1}`, departmentCode: dept.code })),
);

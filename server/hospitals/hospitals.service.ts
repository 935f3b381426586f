import type { Db } from '../../sql/database.ts';
import { listHospitals } from '../../sql/stores/hospital.store.ts';
import { conflict, Problem } from '../http/problem.ts';

/**
 * 请求说的是哪家医院:写明的须已有数据;没写而只有一家时就是它;
 * 有几家而没写,要求写明,不替使用者猜。
 */
export async function resolveHospital(db: Db, given: string | undefined): Promise<string> {
  const hospitals = await listHospitals(db);
  if (given !== undefined) {
    if (hospitals.some((hospital) => hospital.hospital_id === given)) return given;
    throw new Problem(404, 'hospital-unknown', '没有该机构', `没有机构 ${given} 的数据。`);
  }
  if (hospitals.length === 0) throw conflict('no-data', '还没有数据', '还没有存入任何出院数据;请先上传。');
  if (hospitals.length > 1) {
    throw new Problem(
      400,
      'hospital-required',
      '请写明机构',
      `库中有 ${hospitals.length} 家机构,请用 hospital 参数写明机构代码。`,
    );
  }
  return hospitals[0]!.hospital_id;
}

/** 只有一家医院时就是它;没有或有几家时为 null。 */
export async function onlyHospital(db: Db): Promise<string | null> {
  const hospitals = await listHospitals(db);
  return hospitals.length === 1 ? hospitals[0]!.hospital_id : null;
}

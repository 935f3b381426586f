import pg from '/work/main/node_modules/pg/lib/index.js';
const orig = (pg as any).Client.prototype.query;
const log: [number,string][] = [];
(pg as any).Client.prototype.query = function(this: any, ...args: any[]) {
  const text = typeof args[0]==='string'?args[0]:args[0]?.text??'copy';
  const t=performance.now();
  const r = orig.apply(this,args);
  if (r?.then) return r.then((x:any)=>{ const ms=performance.now()-t; if(ms>50) console.log(ms.toFixed(0).padStart(7), text.replace(/\s+/g,' ').slice(0,110)); return x;});
  return r;
};
const { benchDipBuild } = await import('/work/main/test/bench/dip-build.ts');
console.log(await benchDipBuild());

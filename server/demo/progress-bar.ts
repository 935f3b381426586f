const WIDTH = 30;

export interface ProgressBar {
  update(share: number): void;
  finish(note: string): void;
}

/** 终端里的进度条;输出不是终端(重定向到文件)时只写开始与结束。 */
export function progressBar(title: string, output: NodeJS.WriteStream = process.stdout): ProgressBar {
  const draw = (share: number) => {
    const full = Math.round(share * WIDTH);
    output.write(
      `\r${title} [${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`,
    );
  };
  if (output.isTTY) draw(0);
  else output.write(`${title} …\n`);
  return {
    update: (share) => {
      if (output.isTTY) draw(share);
    },
    finish: (note) => {
      if (output.isTTY) draw(1);
      output.write(output.isTTY ? `  ${note}\n` : `${title} 完成  ${note}\n`);
    },
  };
}

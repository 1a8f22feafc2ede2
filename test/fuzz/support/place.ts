import type { Diagnostic } from '../../../src/authored/diagnostic.js';

/** Whether a diagnostic stands inside its file. @returns what is wrong with it, in words */
export function placeWrong(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>): string[] {
  const { file, line, column, endLine, endColumn, message, code } = diagnostic;
  const said = `${file}:${line}:${column} ${code} ${message}`;
  const wrong: string[] = [];
  if (message === '' || code === '') wrong.push(`${said}: says nothing`);
  const text = texts.get(file);
  const lines = (text ?? '').split('\n');
  const inside = (at: number, from: number) => {
    const length = (lines[at - 1] ?? '').length;
    return (
      Number.isInteger(at) && Number.isInteger(from) && at >= 1 && at <= lines.length && from >= 1 && from <= length + 1
    );
  };
  if (!inside(line, column)) wrong.push(`${said}: no such place among ${lines.length} lines`);
  if (endLine !== undefined && endColumn !== undefined) {
    if (!inside(endLine, endColumn)) wrong.push(`${said}: ends at ${endLine}:${endColumn}, which is no place`);
    if (endLine < line || (endLine === line && endColumn < column)) wrong.push(`${said}: ends before it begins`);
  }
  return wrong;
}

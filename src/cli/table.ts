/**
 * Rows as aligned text: the first column to the left, the others, which are numbers, to the right.
 * @param rows the first is the head
 */
export function table(rows: readonly (readonly (string | number)[])[], indent = '  '): string[] {
  return aligned(rows, indent, (cell, width, column) => (column === 0 ? cell.padEnd(width) : cell.padStart(width)));
}

/** Rows as text with every column to the left. @param rows the first is the head */
export const textTable = (rows: readonly (readonly (string | number)[])[], indent = '  '): string[] =>
  aligned(rows, indent, (cell, width) => cell.padEnd(width));

function aligned(
  rows: readonly (readonly (string | number)[])[],
  indent: string,
  pad: (cell: string, width: number, column: number) => string,
): string[] {
  const cells = rows.map((row) => row.map(String));
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return cells.map((row) =>
    `${indent}${row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  ')}`.trimEnd(),
  );
}

/** A table that shows its first rows, and says how many there are beside. */
export function shortTable(rows: readonly (readonly (string | number)[])[], most: number, indent = '  '): string[] {
  const more = rows.length - 1 - most;
  return [
    ...table(rows.slice(0, most + 1), indent),
    ...(more > 0 ? [`${indent}and ${more} more (--json shows all)`] : []),
  ];
}

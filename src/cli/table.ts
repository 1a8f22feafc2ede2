/**
 * Rows as aligned text: the first column to the left, the others, which are numbers, to the right.
 * @param rows the first is the head
 */
export function table(rows: readonly (readonly (string | number)[])[], indent = '  '): string[] {
  const cells = rows.map((row) => row.map(String));
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return cells.map((row) => {
    const aligned = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `${indent}${aligned.join('  ')}`.trimEnd();
  });
}

/** A table that shows its first rows, and says how many there are beside. */
export function shortTable(rows: readonly (readonly (string | number)[])[], most: number, indent = '  '): string[] {
  const more = rows.length - 1 - most;
  return [
    ...table(rows.slice(0, most + 1), indent),
    ...(more > 0 ? [`${indent}and ${more} more (--json shows all)`] : []),
  ];
}

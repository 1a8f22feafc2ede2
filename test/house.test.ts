import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
const sources = ['src', 'db', 'bench'].flatMap(filesBelow).filter((path) => path.endsWith('.ts'));

describe('The house', () => {
  it('lets imports point one way only, from the process down to the words', () => {
    const depcruise = join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const told = execFileSync(process.execPath, [depcruise, '--config', '.dependency-cruiser.cjs', 'src'], {
      encoding: 'utf8',
    });
    expect(told).toContain('no dependency violations found');
  });

  it('has no file of over 300 lines, and most under 150', () => {
    const lengths = sources.map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
    expect(lengths.filter(({ lines }) => lines < 150).length).toBeGreaterThan(lengths.length * 0.8);
  });

  it('has no rooms for odds and ends, and no barrels', () => {
    expect(sources.filter((path) => /(^|\/)(utils?|helpers?|common|misc|index)(\/|\.ts$)/.test(path))).toEqual([]);
  });

  it('reads the environment in one file', () => {
    const readers = sources.filter((path) => readFileSync(path, 'utf8').includes('process.env'));
    expect(readers).toEqual([join('src', 'config.ts')]);
  });
});

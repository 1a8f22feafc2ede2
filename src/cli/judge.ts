import { type Command, Option } from 'commander';
import { badIncident, incidentFaults, judged } from '../actions/prepare-incident.js';
import { readConfig } from '../config.js';
import { finish, whyNot } from '../counterfactual/why-not.js';
import { nearest } from '../domain/nearest.js';
import { Problem, type ProblemCode } from '../domain/problem.js';
import type { Judgement, Warning } from '../domain/verdict.js';
import { OUTCOMES, type Outcome } from '../domain/words.js';
import type { Rulebook } from '../engine/rulebook.js';
import { verdictProse } from '../export/prose.js';
import { whyNotProse } from '../export/prose-why-not.js';
import { openLanguage } from './open-languages.js';
import { openRulebook } from './open-rulebook.js';
import { readIncident } from './read-incident.js';
import { EXIT } from './run.js';
import { secondOpinions } from './second-opinions.js';

interface Options {
  readonly agreement?: string;
  readonly reading?: string;
  readonly json?: boolean;
  readonly engine?: 'json-rules-engine';
  readonly rules?: string;
  readonly lang?: string;
  readonly whyNot?: Outcome;
}

/** truce judge: what each reading makes of one incident. Nothing is stored. */
export function register(program: Command): void {
  program
    .command('judge')
    .summary('judge one incident and say why; nothing is stored')
    .description(
      'Judges one incident under every agreement it may touch, or one, and prints each verdict with its reasons.',
    )
    .argument('<file>', 'the incident as JSON or YAML; - reads standard input')
    .option('--agreement <id>', 'only this agreement')
    .option('--reading <id>', 'only this reading')
    .option('--json', 'print JSON instead of prose')
    .addOption(new Option('--engine <name>', 'also ask a second engine').choices(['json-rules-engine']))
    .addOption(
      new Option('--why-not <outcome>', 'also say the smallest changes of fact that would bring this outcome').choices(
        OUTCOMES,
      ),
    )
    .option('--lang <tag>', 'the language of the prose, of those in the folder of language files (otherwise English)')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .action(judge);
}

async function judge(file: string, options: Options): Promise<void> {
  const language = await openLanguage(options.lang);
  const rulebook = await openRulebook(options.rules ?? readConfig().rules);
  if (rulebook === undefined) return;
  const incident = await readIncident(file);
  const only = options.agreement;
  if (only !== undefined && !rulebook.agreements.has(only))
    throw unknownName('unknown-agreement', 'the rulebook has no agreement', only, [...rulebook.agreements.keys()]);
  const faults = incidentFaults(incident, rulebook);
  if (faults.length > 0) throw badIncident(faults);
  const { verdicts, untouched, warnings } = judged(incident, rulebook, only === undefined ? undefined : [only]);
  const shown = options.reading === undefined ? verdicts : onlyReading(verdicts, options.reading, rulebook);
  const opinions =
    options.engine === undefined ? undefined : await secondOpinions(incident, shown, rulebook, options.reading);
  if (opinions?.some(({ agrees }) => !agrees)) process.exitCode = EXIT.no;
  const { whyNot: wanted } = options;
  const searched =
    wanted === undefined
      ? undefined
      : verdicts
          .filter((verdict) => options.reading === undefined || verdict.readings[options.reading] !== undefined)
          .map((verdict) => finish(whyNot(incident, verdict, rulebook, wanted, options.reading)));
  if (options.json === true) {
    const asked = searched === undefined ? {} : { whyNot: searched };
    const answer = { rulebook: rulebook.hash, verdicts: shown, untouched, warnings, ...asked };
    print(
      JSON.stringify(
        opinions === undefined ? answer : { ...answer, secondOpinions: opinions.map(({ json }) => json) },
        null,
        2,
      ),
    );
    return;
  }
  tellWarnings(warnings);
  for (const [index, verdict] of shown.entries()) {
    print(verdictProse(verdict, incident, rulebook, language));
    const answer = searched?.[index];
    if (answer !== undefined) print(`\n${whyNotProse(answer, rulebook, language)}`);
  }
  for (const { agreement, why } of untouched) print(`${agreement} is not touched: ${why}`);
  if (shown.length === 0 && untouched.length === 0) print('The rulebook holds no agreement.');
  for (const opinion of opinions ?? []) print(opinion.text);
}

/** The verdicts with one reading left in each; those whose agreement has no such reading are dropped. */
function onlyReading(verdicts: readonly Judgement[], reading: string, rulebook: Rulebook): Judgement[] {
  const known = [...rulebook.agreements.values()].flatMap(({ readings }) => readings.map(({ id }) => id));
  if (!known.includes(reading)) throw unknownName('bad-request', 'no agreement has a reading', reading, known);
  return verdicts.flatMap((verdict) => {
    const kept = verdict.readings[reading];
    return kept === undefined
      ? []
      : [{ ...verdict, reading, outcome: kept.outcome, contested: false, partedBy: [], readings: { [reading]: kept } }];
  });
}

function unknownName(code: ProblemCode, what: string, name: string, known: readonly string[]): Problem {
  const near = nearest(name, known);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${[...new Set(known)].join(', ')}`;
  return new Problem(code, `${what} ${name}; ${hint}`);
}

function tellWarnings(warnings: readonly Warning[]): void {
  for (const { pointer, detail, nearest: near } of warnings) {
    const hint = near !== undefined && near.length > 0 ? ` (nearest: ${near.join(', ')})` : '';
    process.stderr.write(`warning: ${pointer} ${detail}${hint}\n`);
  }
}

const print = (text: string) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);

import { type Command, InvalidArgumentError } from 'commander';
import { createWebhook } from '../actions/create-webhook.js';
import { removeWebhook, replayFrom, rotateSecret, setWebhook, switchWebhook } from '../actions/manage-webhook.js';
import { readAttempts, readWebhook, readWebhooks } from '../actions/read-webhooks.js';
import { replayOne, type SingleSent, testWebhook } from '../actions/send-single-message.js';
import type { Warning } from '../domain/verdict.js';
import {
  newWebhookSchema,
  secretRotationSchema,
  webhookReplaySchema,
  webhookSettingsSchema,
  webhookSwitchSchema,
} from '../domain/webhook.js';
import { DATABASE, onWebhooks, type WebhookOptions } from './on-webhooks.js';
import { parseAs } from './parse-as.js';
import { EXIT } from './run.js';
import { attemptLine, secretLines, sentLine, webhookLine, webhookLines } from './webhook-text.js';

/** truce webhook: where the feed is sent to. */

interface Settings extends WebhookOptions {
  readonly url?: string;
  /** false: none any more. */
  readonly description?: string | false;
  readonly agreement?: string | false;
  readonly reports?: boolean;
  readonly exact?: boolean;
  readonly after?: number;
}

/** So many are shown. */
const MOST_SHOWN = 500;

export function register(program: Command): void {
  const webhook = program
    .command('webhook')
    .summary('send the feed to addresses, and look after that')
    .description(
      'Every change of the feed is posted to these addresses, signed, in order, and again until it is taken; a running ' +
        'service does it. TRUCE_WEBHOOK_ALLOW names hosts of private networks that may be sent to.',
    );
  const subcommand = (words: string, summary: string) => {
    const made = webhook.command(words).summary(summary).description(summary);
    return made.option(...DATABASE).option('--json', 'print JSON');
  };
  const change = (words: string, summary: string) =>
    subcommand(words, summary).option('--who <name>', 'in whose name (otherwise the one you are logged in as)');
  const settings = (command: Command) =>
    command
      .option('--description <text>', 'for whom')
      .option('--agreement <id>', 'only changes under this agreement')
      .option('--reports', 'tell what takes the scope incidents:read')
      .option('--exact', 'tell exact places, as the scope locations:exact');
  settings(change('add <url>', 'send the feed to an address, from now on'))
    .option('--after <number>', 'begin behind this change', wholeNumber)
    .action(add);
  subcommand('list', 'show all').action(list);
  subcommand('show <id>', 'show one').action(show);
  settings(change('set <id>', 'change what is named'))
    .option('--url <url>', 'another address')
    .option('--no-description', 'without a description')
    .option('--no-agreement', 'all changes')
    .option('--no-reports', 'tell nothing that takes incidents:read')
    .option('--no-exact', 'tell coarse places only')
    .action(set);
  change('rotate <id>', 'make a new secret; the one before signs too for a while')
    .option('--keep-old <seconds>', 'for so long (otherwise a day); 0 where it has leaked', wholeNumber)
    .action(rotate);
  change('remove <id>', 'remove it with its secret').action(remove);
  change('enable <id>', 'go on where it was')
    .option('--after <number>', 'go on behind this change', wholeNumber)
    .action((id, options) => turn(id, options, true));
  change('disable <id>', 'send nothing more')
    .option('--why <text>', 'why')
    .action((id, options) => turn(id, options, false));
  change('replay <id>', 'send one change again now, or all behind one again in order')
    .option('--change <number>', 'this one', wholeNumber)
    .option('--after <number>', 'all behind this one; a running service sends them', wholeNumber)
    .action(replay);
  change('test <id>', 'send a message that tells nothing').action(test);
  subcommand('deliveries <id>', 'show what came of the last attempts')
    .option('--failed', 'only those that were not taken')
    .option('--limit <n>', 'so many', wholeNumber, 20)
    .action(deliveries);
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

const orNull = (text: string | false | undefined) => (text === false ? null : text);

const print = ({ json }: WebhookOptions, value: object, lines: readonly string[]) =>
  process.stdout.write(json === true ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join('\n')}\n`);

const warn = (warnings: readonly Warning[]) => {
  for (const { detail } of warnings) process.stderr.write(`truce: the address ${detail}\n`);
};

async function add(url: string, options: Settings): Promise<void> {
  const { description, agreement, reports, exact, after } = options;
  const asked = parseAs(newWebhookSchema, { url, description, agreement, reports, exact, after });
  await onWebhooks(options, async (service, manager, rulebook) => {
    const made = await createWebhook(service, asked, manager, rulebook);
    warn(made.warnings);
    print(options, made, [...webhookLines(made.webhook), ...secretLines(made.secret)]);
  });
}

async function list(options: WebhookOptions): Promise<void> {
  await onWebhooks(options, async (service) => {
    const { items } = await readWebhooks(service, MOST_SHOWN);
    print(options, { items }, items.length === 0 ? ['There are no webhooks.'] : items.map(webhookLine));
  });
}

async function show(id: string, options: WebhookOptions): Promise<void> {
  await onWebhooks(options, async (service) => {
    const webhook = await readWebhook(service, id);
    print(options, webhook, webhookLines(webhook));
  });
}

async function set(id: string, options: Settings): Promise<void> {
  const { url, reports, exact } = options;
  const [description, agreement] = [orNull(options.description), orNull(options.agreement)];
  const settings = parseAs(webhookSettingsSchema, { url, description, agreement, reports, exact });
  await onWebhooks(options, async (service, manager, rulebook) => {
    const changed = await setWebhook(service, id, settings, manager, rulebook);
    warn(changed.warnings);
    print(options, changed, webhookLines(changed.webhook));
  });
}

async function rotate(id: string, options: WebhookOptions & { readonly keepOld?: number }): Promise<void> {
  const rotation = parseAs(secretRotationSchema, { keepOldSeconds: options.keepOld });
  await onWebhooks(options, async (service, manager) => {
    const rotated = await rotateSecret(service, id, rotation, manager);
    print(options, rotated, [...webhookLines(rotated.webhook), ...secretLines(rotated.secret)]);
  });
}

async function remove(id: string, options: WebhookOptions): Promise<void> {
  await onWebhooks(options, async (service, manager) => {
    await removeWebhook(service, id, manager);
    print(options, { removed: id }, [`${id} is removed`]);
  });
}

type Turning = WebhookOptions & { readonly after?: number; readonly why?: string };

async function turn(id: string, options: Turning, enabled: boolean): Promise<void> {
  const wanted = parseAs(webhookSwitchSchema, { enabled, after: options.after, why: options.why });
  await onWebhooks(options, async (service, manager) => {
    const webhook = await switchWebhook(service, id, wanted, manager);
    print(options, webhook, webhookLines(webhook));
  });
}

async function replay(
  id: string,
  options: WebhookOptions & { readonly change?: number; readonly after?: number },
): Promise<void> {
  const { change, after } = parseAs(webhookReplaySchema, { change: options.change, after: options.after });
  await onWebhooks(options, async (service, manager) => {
    if (change !== undefined) return tellSent(options, await replayOne(service, id, change, manager));
    const webhook = await replayFrom(service, id, after ?? 0, manager);
    print(options, webhook, webhookLines(webhook));
  });
}

async function test(id: string, options: WebhookOptions): Promise<void> {
  await onWebhooks(options, async (service, manager) => tellSent(options, await testWebhook(service, id, manager)));
}

function tellSent(options: WebhookOptions, sent: SingleSent): void {
  print(options, sent, [sentLine(sent)]);
  if (!sent.delivered) process.exitCode = EXIT.no;
}

async function deliveries(
  id: string,
  options: WebhookOptions & { readonly failed?: boolean; readonly limit: number },
): Promise<void> {
  const delivered = options.failed === true ? false : undefined;
  await onWebhooks(options, async (service) => {
    const { items } = await readAttempts(service, id, { limit: options.limit, delivered });
    print(options, { items }, items.length === 0 ? ['Nothing was sent yet.'] : items.map(attemptLine));
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A YAML editor without its window: the language server that VS Code, Neovim, Emacs and others ask. */

const SERVER = join('node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');
export const isInstalled = existsSync(SERVER);

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly params?: {
    uri: string;
    items?: unknown[];
    diagnostics: { message: string; range: { start: { line: number } } }[];
  };
}

export class Editor {
  readonly #server: ChildProcess;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #diagnosed = new Map<string, (told: string[]) => void>();
  #unread = Buffer.alloc(0);
  #last = 0;

  constructor() {
    this.#server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#server.stdout?.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  async start(): Promise<this> {
    await this.#ask('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(process.cwd()).href,
      capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
    });
    this.#send({ method: 'initialized', params: {} });
    const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
    this.#send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml } } });
    return this;
  }

  /** What is offered where the text has a §. */
  async completions(text: string): Promise<string[]> {
    const found = (await this.#ask('textDocument/completion', this.#at(text))) as { items: { label: string }[] };
    return found.items.map(({ label }) => label);
  }

  /** What is shown when the mouse rests at the §. */
  async hover(text: string): Promise<string> {
    const found = (await this.#ask('textDocument/hover', this.#at(text))) as { contents: { value: string } } | null;
    return found?.contents.value ?? '';
  }

  /** What is underlined, as `line: message`. */
  diagnostics(text: string): Promise<string[]> {
    return new Promise((resolve) => this.#open(text, resolve));
  }

  stop(): void {
    this.#server.kill();
  }

  #at(text: string) {
    const before = text.slice(0, text.indexOf('§')).split('\n');
    const uri = this.#open(text.replace('§', ''));
    return { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
  }

  #open(text: string, told?: (diagnostics: string[]) => void): string {
    this.#last += 1;
    const uri = pathToFileURL(join(process.cwd(), 'rules', 'half-written', `file-${this.#last}.yaml`)).href;
    if (told !== undefined) this.#diagnosed.set(uri, told);
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
    return uri;
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #take(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    for (;;) {
      const head = this.#unread.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#unread.subarray(0, Math.max(0, head)).toString())?.[1]);
      if (head === -1 || this.#unread.length < head + 4 + length) return;
      const message = JSON.parse(this.#unread.subarray(head + 4, head + 4 + length).toString()) as Message;
      this.#unread = this.#unread.subarray(head + 4 + length);
      this.#hear(message);
    }
  }

  #hear({ id, method, result, params }: Message): void {
    if (id !== undefined && method !== undefined)
      this.#send({ id, result: method === 'workspace/configuration' ? params?.items?.map(() => null) : null });
    else if (id !== undefined) this.#answers.get(id)?.(result);
    else if (method === 'textDocument/publishDiagnostics' && params !== undefined)
      this.#diagnosed.get(params.uri)?.(
        params.diagnostics.map(({ message, range }) => `${range.start.line + 1}: ${message}`),
      );
  }
}

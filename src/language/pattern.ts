import type { Expression, InlineExpression, Pattern, SyntaxNode } from '@fluent/syntax';

/** The functions that a language file may call. */
export const FUNCTIONS: readonly string[] = ['CAPITAL', 'NUMBER'];

/** What the words of a message are made of. */
export interface Used {
  /** Parameters that stand in every form of it. */
  readonly always: ReadonlySet<string>;
  /** Parameters that stand in any form, or choose one, with where. */
  readonly ever: ReadonlyMap<string, SyntaxNode>;
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  readonly references: readonly SyntaxNode[];
  readonly termReferences: ReadonlyMap<string, SyntaxNode>;
}

/** @param pattern of a message or of one of its attributes */
export function parametersUsed(pattern: Pattern): Used {
  const ever = new Map<string, SyntaxNode>();
  const functions = new Map<string, SyntaxNode>();
  const references: SyntaxNode[] = [];
  const termReferences = new Map<string, SyntaxNode>();

  /** The parameters that stand in every form of a pattern. */
  const ofPattern = (each: Pattern): Set<string> =>
    new Set(each.elements.flatMap((element) => (element.type === 'Placeable' ? [...of(element.expression)] : [])));

  const of = (expression: Expression | InlineExpression): Set<string> => {
    switch (expression.type) {
      case 'VariableReference':
        ever.set(expression.id.name, expression);
        return new Set([expression.id.name]);
      case 'FunctionReference':
        functions.set(expression.id.name, expression);
        return new Set(expression.arguments.positional.flatMap((each) => [...of(each)]));
      case 'Placeable':
        return of(expression.expression);
      case 'MessageReference':
        references.push(expression);
        return new Set();
      case 'TermReference':
        termReferences.set(expression.id.name, expression);
        return new Set();
      case 'SelectExpression': {
        const chosenBy = of(expression.selector);
        const forms = expression.variants.map((variant) => ofPattern(variant.value));
        const [first, ...rest] = forms;
        const inAll = [...(first ?? [])].filter((name) => rest.every((form) => form.has(name)));
        // To choose by a number says the number; to choose by anything else need not say it.
        const counted = expression.variants.some(({ key }) => key.type === 'NumberLiteral' || PLURALS.has(key.name));
        return new Set([...inAll, ...(counted ? chosenBy : [])]);
      }
      default:
        return new Set();
    }
  };
  const always = ofPattern(pattern);
  return { always, ever, functions, references, termReferences };
}

const PLURALS = new Set(['zero', 'one', 'two', 'few', 'many']);

/** The words of a pattern without what is filled in; of several forms, all of them. */
export function plainText(pattern: Pattern): string {
  const ofExpression = (expression: Expression | InlineExpression): string => {
    if (expression.type === 'StringLiteral') return String(expression.parse().value);
    if (expression.type === 'NumberLiteral') return expression.value;
    if (expression.type === 'TermReference') return expression.id.name;
    if (expression.type === 'Placeable') return ofExpression(expression.expression);
    if (expression.type === 'SelectExpression')
      return expression.variants.map((variant) => plainText(variant.value)).join(' ');
    return '';
  };
  return pattern.elements
    .map((element) => (element.type === 'TextElement' ? element.value : ofExpression(element.expression)))
    .join('')
    .trim();
}

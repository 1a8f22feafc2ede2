/** Who may see what of reports. A view follows from the scopes of a key, and from nothing else. */

export interface View {
  /** `incidents:read`: who reported, in which words, and with what evidence. */
  readonly reports: boolean;
  /** `locations:exact`: where it was, as it was told. */
  readonly exact: boolean;
  /** The reporter whose own reports are shown whole, because they sent them. */
  readonly own?: string;
}

/** Everything, as it is stored. */
export const WHOLE_VIEW: View = { reports: true, exact: true };

/** Nothing that needs a scope of its own: for endpoints of webhooks, and whoever is not known. */
export const LEAST_VIEW: View = { reports: false, exact: false };

/** What stands in the place of a value that is known and not shown. Not null: null says that nobody knows. */
export const WITHHELD_PLACE = { withheld: 'locations:exact' } as const;

/** The same of a word that a rule read and that is the reporter's own. */
export const WITHHELD_WORD = { withheld: 'incidents:read' } as const;

/** What a sentence is replaced by that quotes a report. */
export const WITHHELD_WORDS = 'withheld: the words quote the report, which needs incidents:read';
/** What a sentence is replaced by that names or measures a place. */
export const WITHHELD_WHERE = 'withheld: the words tell where it was, which needs locations:exact';

interface Known {
  readonly reporter: string;
  readonly scopes: ReadonlySet<string>;
}

/** What somebody with a key may see. Their own reports only where the key can send some. */
export const viewOf = ({ reporter, scopes }: Known): View => ({
  reports: scopes.has('incidents:read'),
  exact: scopes.has('locations:exact'),
  ...(scopes.has('incidents:write') ? { own: reporter } : {}),
});

/** Whether nothing is withheld. */
export const isWhole = ({ reports, exact }: View): boolean => reports && exact;

/** A mapping profile: which column of a source becomes which field of an incident. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  /** In whose name its reports are stored when nobody says otherwise. */
  readonly reporter: string;
}

/** Which part of a list to return; the order is that of insertion. */
export interface ListWindow {
  readonly limit: number;
  readonly offset: number;
}

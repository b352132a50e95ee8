/** What a script printed before it was ended. */
export interface ScriptOutput {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

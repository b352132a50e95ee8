/** A side over this many bytes is too large to be shown by line, in a diff as in a conflict. */
export const MAX_TEXT_BYTES = 1_048_576; // 1 MiB

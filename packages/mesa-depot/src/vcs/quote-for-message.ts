/** How much of a quoted value a message shows, in UTF-16 units. */
const SHOWN = 120;

/**
 * Returns `text` in JSON quotes, cut when long, so that a message can name what it refused without
 * carrying control characters or kilobytes of it into logs and terminals.
 */
export function quoteForMessage(text: string): string {
  // Invisible and direction-changing characters would hide why a name was refused: show them as escapes.
  const quoted = (part: string) =>
    JSON.stringify(part).replace(
      /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  if (text.length <= SHOWN) return quoted(text);
  return `${quoted(text.slice(0, SHOWN))}… (${text.length} characters)`;
}

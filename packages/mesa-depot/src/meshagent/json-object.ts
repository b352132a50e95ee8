/** A JSON object, whatever is in it. */
export type JsonObject = { readonly [name: string]: unknown };

/** Texts by name. */
export type Annotations = { readonly [name: string]: string };

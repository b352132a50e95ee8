/** The four kinds of git object. */
export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

/** Id of the virtual root: the empty tree that the first change of every repository begins from. */
export const VIRTUAL_ROOT_CHANGE_ID = 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz';

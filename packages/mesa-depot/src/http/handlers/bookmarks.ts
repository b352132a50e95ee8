import { forward, type Handler } from './handler.js';

export const bookmarkHandlers: Record<string, Handler> = {
  listBookmarks: forward('bookmarks', 'list'),
  createBookmark: forward('bookmarks', 'create'),
  getBookmark: forward('bookmarks', 'get'),
  moveBookmark: forward('bookmarks', 'move'),
  deleteBookmark: forward('bookmarks', 'delete'),
  mergeBookmark: forward('bookmarks', 'merge'),
  performMerge: forward('bookmarks', 'performMerge'),
};

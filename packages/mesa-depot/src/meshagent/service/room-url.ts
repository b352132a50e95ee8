/** Returns the WebSocket URL of a room on the server that was reached at `origin`. */
export function toRoomUrl(origin: string, roomName: string): string {
  return `${origin.replace(/^http/, 'ws')}/rooms/${roomName}`;
}

export {
  type Capabilities,
  parseCapabilities,
} from './capabilities.js';
export { gatherPackets } from './gather-packets.js';
export { GitProtocolError } from './git-protocol-error.js';
export { type Line, PacketReader, type PacketReaderOptions } from './packet-reader.js';
export { DELIM, encodePacket, FLUSH, type Packet } from './pkt-line.js';
export {
  type AdvertisedRef,
  type Advertisement,
  encodeAdvertisement,
  type GitService,
  readAdvertisement,
  ZERO_OID,
} from './ref-advertisement.js';
export { encodeRemoteError, remoteErrorOf } from './remote-error.js';
export {
  type Band,
  type BandPart,
  encodeBand,
  KEEP_ALIVE,
  readBands,
  SIDE_BAND,
  SIDE_BAND_64K,
} from './side-band.js';

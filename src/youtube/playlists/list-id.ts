/** Lists that YouTube makes for one viewer: mixes (RD), Watch later, Liked, the history, lists made up on the way. */
const PERSONAL = /^(?:RD|WL$|LL|LM$|HL$|UL|TL|QL$)/;
/** What YouTube Music's editors put together has the letters of a mix, and is the same for everybody. */
const EDITORIAL = /^RDCLAK/;

/** Whether nobody but one viewer has this list. */
export const isPersonalList = (playlistId: string): boolean =>
  PERSONAL.test(playlistId) && !EDITORIAL.test(playlistId);

/** The playlist of all that a channel has uploaded. */
export const uploadsOf = (channelId: string): string => channelId.replace(/^UC/, "UU");

/**
 * The continuation that asks for the first videos of a playlist as a plain list, for playlists whose page has none in it.
 * A protocol buffer: { 80226972: { 2: "VL" + id, 3: the page, 35: id } }.
 */
export function firstPageToken(playlistId: string): string {
  const inner = Buffer.concat([
    field([0x12], `VL${playlistId}`),
    field([0x1a], "CADCBgIIAA%3D%3D"),
    field([0x9a, 0x02], playlistId),
  ]);
  return field([0xe2, 0xa9, 0x85, 0xb2, 0x02], inner).toString("base64url");
}

/** A field of a protocol buffer; its content is shorter than 16 KB. */
function field(tag: number[], content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const { length } = bytes;
  return Buffer.concat([
    Buffer.from([...tag, ...(length < 128 ? [length] : [(length & 127) | 128, length >> 7])]),
    bytes,
  ]);
}

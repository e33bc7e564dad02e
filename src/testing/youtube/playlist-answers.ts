import type { Trouble } from "./youtube-behaviour.ts";

/** How the stand-in for YouTube treats one playlist. */
export type PlaylistBehaviour = {
  title?: string;
  /** In its order. */
  youtubeIds?: string[];
  /** Those that are private or deleted. */
  unavailable?: string[];
  /** The form of its items; default: playlistVideoRenderer. */
  form?: "playlistVideoRenderer" | "lockupViewModel" | "shortsLockupViewModel";
  /** The form of what leads to the next page; default: with an endpoint of its own. */
  continuation?: "endpoint" | "commands" | "viewModel";
  /** Default 100, as YouTube's. */
  pageSize?: number;
  /** How many it says it has; default: as many as it has. null: it does not say. */
  saysCount?: string | null;
  /** Its page has no list, which a continuation has to ask for. */
  withoutList?: boolean;
  /** What happens in place of any answer, or of a page after the first. */
  browse?: Trouble;
  nextPage?: Trouble;
};

/** The answer for a playlist that there is none of, or that is private. */
export const alertAnswer = (words: string): object => ({
  responseContext: {},
  alerts: [{ alertRenderer: { type: "ERROR", text: { runs: [{ text: words }] } } }],
  microformat: { microformatDataRenderer: { noindex: true } },
});

export const notFoundAnswer = {
  error: { code: 404, message: "Requested entity was not found.", errors: [], status: "NOT_FOUND" },
};

/** The answer of `/youtubei/v1/navigation/resolve_url` for a channel. */
export const channelEndpoint = (channelId: string): object => ({
  endpoint: {
    commandMetadata: { resolveUrlCommandMetadata: { isVanityUrl: true } },
    browseEndpoint: { browseId: channelId, params: "EgC4AQCSAwDyBgQKAjIA" },
  },
});

/** The same for an address that leads to another one. */
export const redirectEndpoint = (url: string): object => ({ endpoint: { urlEndpoint: { url } } });

/** Which playlist a request to `browse` asks for, and from which of its videos on. */
export function readBrowseRequest(body: { browseId?: string; continuation?: string }): {
  playlistId: string;
  from: number;
  isPage: boolean;
} {
  if (body.continuation === undefined) {
    return { playlistId: (body.browseId ?? "").replace(/^VL/, ""), from: 0, isPage: true };
  }
  const decoded = Buffer.from(body.continuation, "base64").toString("latin1");
  const [, playlistId = "", , from = "0"] = /VL([\w-]+)(@(\d+)|$|[^\w-])/.exec(decoded) ?? [];
  return { playlistId, from: Number(from), isPage: false };
}

/** The answer of `/youtubei/v1/browse`, in YouTube's shape: a page, or a part of the list. */
export function browseAnswer(
  playlistId: string,
  playlist: PlaylistBehaviour,
  { from, isPage }: { from: number; isPage: boolean },
): object {
  const items = isPage && playlist.withoutList ? null : itemsOf(playlistId, playlist, from);
  return { responseContext: {}, ...headOf(playlist), ...(isPage ? pageOf(items) : partOf(items!, from)) };
}

function headOf(playlist: PlaylistBehaviour): object {
  const title = playlist.title ?? "A playlist";
  const count = playlist.youtubeIds?.length ?? 0;
  const usual = count === 0 ? "No videos" : count === 1 ? "1 video" : `${count.toLocaleString("en")} videos`;
  const words = playlist.saysCount === undefined ? usual : playlist.saysCount;
  const [, number = "", rest = ""] = /^(\d[\d,]*)?(.*)$/.exec(words ?? "") ?? [];
  const runs = [...(number ? [{ text: number }] : []), { text: rest }];
  return {
    metadata: { playlistMetadataRenderer: { title, description: "" } },
    header: { pageHeaderRenderer: { pageTitle: title, content: { pageHeaderViewModel: {} } } },
    sidebar: {
      playlistSidebarRenderer: {
        items: [
          {
            playlistSidebarPrimaryInfoRenderer: {
              title: { runs: [{ text: title }] },
              stats: [...(words === null ? [] : [{ runs }]), { simpleText: "1,042 views" }],
            },
          },
          { playlistSidebarSecondaryInfoRenderer: { videoOwner: {} } },
        ],
      },
    },
  };
}

function pageOf(items: object[] | null): object {
  const list = items && [
    { itemSectionRenderer: { contents: [{ playlistVideoListRenderer: { contents: items } }] } },
  ];
  const tabRenderer = {
    selected: true,
    ...(list && { content: { sectionListRenderer: { contents: list } } }),
  };
  return { contents: { twoColumnBrowseResultsRenderer: { tabs: [{ tabRenderer }] } } };
}

const partOf = (continuationItems: object[], from: number): object => ({
  onResponseReceivedActions: [
    from === 0
      ? { reloadContinuationItemsCommand: { continuationItems, slot: "RELOAD_CONTINUATION_SLOT_BODY" } }
      : { appendContinuationItemsAction: { continuationItems } },
  ],
});

function itemsOf(playlistId: string, playlist: PlaylistBehaviour, from: number): object[] {
  const { youtubeIds = [], pageSize = 100, unavailable = [] } = playlist;
  const items = youtubeIds
    .slice(from, from + pageSize)
    .map((id) => itemOf(id, playlist.form ?? "playlistVideoRenderer", unavailable.includes(id)));
  const next = from + pageSize;
  return next < youtubeIds.length ? [...items, continuationOf(playlistId, playlist, next)] : items;
}

function itemOf(id: string, form: NonNullable<PlaylistBehaviour["form"]>, isGone: boolean): object {
  const title = isGone ? "[Private video]" : `Video ${id}`;
  switch (form) {
    case "playlistVideoRenderer":
      return {
        playlistVideoRenderer: {
          videoId: id,
          title: { runs: [{ text: title }] },
          navigationEndpoint: { watchEndpoint: { videoId: id } },
          isPlayable: !isGone,
        },
      };
    case "lockupViewModel":
      return {
        lockupViewModel: {
          contentId: id,
          contentType: "LOCKUP_CONTENT_TYPE_VIDEO",
          metadata: { lockupMetadataViewModel: { title: { content: title } } },
        },
      };
    case "shortsLockupViewModel":
      return {
        richItemRenderer: {
          content: {
            shortsLockupViewModel: {
              entityId: `shorts-shelf-item-${id}`,
              onTap: { innertubeCommand: { reelWatchEndpoint: { videoId: id } } },
            },
          },
        },
      };
  }
}

function continuationOf(playlistId: string, playlist: PlaylistBehaviour, next: number): object {
  const token = Buffer.from(`VL${playlistId}@${next}`).toString("base64");
  const continuationCommand = { token, request: "CONTINUATION_REQUEST_TYPE_BROWSE" };
  switch (playlist.continuation ?? "endpoint") {
    case "endpoint":
      return { continuationItemRenderer: { continuationEndpoint: { continuationCommand } } };
    case "commands": {
      const commands = [{ playlistVotingRefreshPopupCommand: { command: {} } }, { continuationCommand }];
      const continuationEndpoint = { commandExecutorCommand: { commands } };
      return { continuationItemRenderer: { continuationEndpoint } };
    }
    case "viewModel":
      return {
        continuationItemViewModel: { continuationCommand: { innertubeCommand: { continuationCommand } } },
      };
  }
}

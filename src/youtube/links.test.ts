import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf16Text } from "../testing/arbitraries.ts";
import { plainText } from "./addresses/find-links.ts";
import { parsePlaylistUrl, parseVideoLinks, parseVideoUrl, TEXT_MAX_CHARS, watchUrl } from "./links.ts";

const ID = "aqz-KE-bpKQ";
const idOf = (url: string) => {
  const parsed = parseVideoUrl(url);
  return "youtubeId" in parsed ? parsed.youtubeId : null;
};
const problemOf = (url: string) => {
  const parsed = parseVideoUrl(url);
  return "problem" in parsed ? parsed.problem : null;
};

describe("parseVideoUrl", () => {
  it.each([
    `https://www.youtube.com/watch?v=${ID}`,
    `http://www.youtube.com/watch?v=${ID}`,
    `https://youtube.com/watch?v=${ID}`,
    `https://m.youtube.com/watch?v=${ID}`,
    `https://music.youtube.com/watch?v=${ID}&list=RDAMVM${ID}`,
    `https://youtu.be/${ID}`,
    `https://www.youtu.be/${ID}`,
    `https://youtu.be/${ID}?si=AbCdEfGhIjKlMnOp&t=42`,
    `https://www.youtube.com/shorts/${ID}`,
    `https://www.youtube.com/shorts/${ID}?feature=share`,
    `https://www.youtube.com/live/${ID}?si=x`,
    `https://www.youtube.com/embed/${ID}?autoplay=1&start=30`,
    `https://www.youtube.com/v/${ID}?version=3`,
    `https://www.youtube.com/e/${ID}`,
    `https://www.youtube-nocookie.com/embed/${ID}`,
    `https://youtube-nocookie.com/embed/${ID}`,
    `https://www.youtube.com/watch?feature=youtu.be&v=${ID}&t=1m2s#comments`,
    `https://www.youtube.com/watch?app=desktop&v=${ID}&list=PL0123456789&index=3`,
    `https://www.youtube.com/watch/?v=${ID}`,
    `https://www.youtube.com//watch?v=${ID}`,
    `https://www.youtube.com/watch/${ID}`,
    `https://youtu.be/${ID}/`,
    `https://youtu.be/${ID}?list=PL0123456789`,
    `www.youtube.com/watch?v=${ID}`,
    `youtu.be/${ID}`,
    `  https://youtu.be/${ID}\n`,
    `HTTPS://WWW.YouTube.COM/watch?v=${ID}`,
    `https://YOUTU.BE/${ID}`,
    `https://www.youtube.com./watch?v=${ID}`,
    `https://www.youtube.com:443/watch?v=${ID}`,
    `https://www.youtube.com/watch?v=${ID}&v=xxxxxxxxxxx`,
    `https://www.youtube.com/watch?v=%61qz-KE-bpKQ`,
    // What follows the id, or should have been written otherwise.
    `https://youtu.be/${ID}.`,
    `https://youtu.be/${ID}&t=30`,
    `https://www.youtube.com/live/${ID}&feature=share`,
    `https://www.youtube.com/watch?v=${ID}?t=3`,
    `https://www.youtube.com/watch?v=${ID}&t=1m2s, at the end`,
    `https://www.youtube.com/watch&v=${ID}`,
    `https://www.youtube.com/watch?v==${ID}`,
    `https://www.youtube.com/watch?v=3D${ID}`,
    `https://youtu.be/${ID}…`,
    `https://youtu.be/${ID}—great`,
    `看这个视频https://youtu.be/${ID}，很好`,
    `youtu.be/${ID}。`,
    // What stands around it.
    `<https://youtu.be/${ID}>`,
    `<https://youtu.be/${ID}|Title>`,
    `(https://youtu.be/${ID})`,
    `“https://youtu.be/${ID}”`,
    `**https://youtu.be/${ID}**`,
    `_https://youtu.be/${ID}_`,
    `\`https://youtu.be/${ID}\``,
    `[Title](https://youtu.be/${ID} "a talk")`,
    `[https://youtu.be/${ID}](https://youtu.be/${ID})`,
    `[url=https://youtu.be/${ID}]Title[/url]`,
    `<a href="https://www.youtube.com/watch?t=3&amp;v=${ID}">Title</a>`,
    `<iframe width="560" src="https://www.youtube.com/embed/${ID}?si=a" title="x" allowfullscreen></iframe>`,
    `{"url":"https:\\/\\/www.youtube.com\\/watch?v=${ID}\\u0026t=3"}`,
    `1. A talk: https://youtu.be/${ID} (12:30)`,
    `Great talk\nhttps://youtu.be/${ID}\n`,
    `Great.https://youtu.be/${ID}`,
    // Encodings, and characters that nobody sees.
    `https://www.youtube.com/watch%3Fv%3D${ID}`,
    `https://www.youtube.com/watch?v%3D${ID}`,
    `https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D${ID}%26t%3D3`,
    `https%253A%252F%252Fyoutu.be%252F${ID}`,
    `https://www.youtube.com/watch?feature=share&amp;amp;v=${ID}`,
    `https://www.youtube.com/watch?v=aqz\\-KE\\-bpKQ`,
    `https://www.youtube.com/watch?v=aqz–KE–bpKQ`,
    `\uFEFFhttps://youtu.be/${ID}\u200B`,
    `\u202Ahttps://youtu.be/aqz-KE\u00AD-bpKQ\u202C`,
    `\u00A0https://youtu.be/${ID}\u3000`,
    `https：//www.youtube.com/watch？v＝${ID}`,
    // Line breaks of e-mail.
    `https://www.youtube.com/watch?v=\n${ID}`,
    `https://www.youtube.com/\r\nwatch?v=${ID}`,
    `https://youtu.be/aqz-KE\n-bpKQ`,
    `https:// www.youtube.com/watch?v=${ID}`,
    // Schemes.
    `//www.youtube.com/embed/${ID}`,
    `http:/www.youtube.com/watch?v=${ID}`,
    `https//www.youtube.com/watch?v=${ID}`,
    `ttps://youtu.be/${ID}`,
    `hxxps://youtu.be/${ID}`,
    `http://https://youtu.be/${ID}`,
    `view-source:https://www.youtube.com/watch?v=${ID}`,
    `youtube://${ID}`,
    `youtube://watch?v=${ID}`,
    `vnd.youtube:${ID}`,
    `vnd.youtube://www.youtube.com/watch?v=${ID}`,
    `intent://www.youtube.com/watch?v=${ID}#Intent;package=com.google.android.youtube;scheme=https;end`,
    // Hosts and pages.
    `https://gaming.youtube.com/watch?v=${ID}`,
    `https://de.youtube.com/watch?v=${ID}`,
    `https://www.youtubekids.com/watch?v=${ID}`,
    `https://www.youtubeeducation.com/embed/${ID}`,
    `https://youtube.googleapis.com/v/${ID}`,
    `https://studio.youtube.com/video/${ID}/edit`,
    `https://www.youtube.com/?v=${ID}`,
    `https://www.youtube.com/watch_popup?v=${ID}`,
    `https://www.youtube.com/ytscreeningroom?v=${ID}`,
    `https://m.youtube.com/#/watch?v=${ID}`,
    `https://www.youtube.com/watch#!v=${ID}`,
    `https://youtu.be/watch?v=${ID}`,
    `https://youtu.be/shorts/${ID}`,
    `https://www.youtube.com/watch?v=${ID}&list=RD${ID}&start_radio=1`,
    // Pages on the way.
    `https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3D${ID}`,
    `https://www.youtube.com/attribution_link?a=x&u=/watch?v=${ID}&feature=share`,
    `https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D${ID}%26cbrd%3D1&gl=DE`,
    `https://consent.google.com/ml?continue=https://www.youtube.com/watch?v=${ID}&gl=DE`,
    `https://accounts.google.com/ServiceLogin?continue=https%3A%2F%2Fwww.youtube.com%2Fsignin%3Fnext%3D%252Fwatch%253Fv%253D${ID}`,
    `https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D${ID}`,
    `https://www.youtube.com/oembed?url=https%3A//www.youtube.com/watch%3Fv%3D${ID}&format=json`,
  ])("takes %j", (url) => {
    expect(idOf(url)).toBe(ID);
  });

  it.each([
    "",
    " ",
    "video",
    ID,
    "not a url at all",
    "https://",
    "https://[::1",
    "https://vimeo.com/76979871",
    `https://evil.com/watch?v=${ID}`,
    `https://evil.com/?v=${ID}`,
    `https://evil.com/https://www.youtube.com/watch?v=${ID}`,
    `https://evil.com/?u=https://youtu.be/${ID}`,
    `https://evil.com/#https://www.youtube.com/watch?v=${ID}`,
    `https://www.youtube.com.evil.com/watch?v=${ID}`,
    `https://youtube.com.evil.com/watch?v=${ID}`,
    `https://notyoutube.com/watch?v=${ID}`,
    `https://www-youtube.com/watch?v=${ID}`,
    `https://youtu.be.evil.com/${ID}`,
    `https://www.youtube.com@evil.com/watch?v=${ID}`,
    `https://www.youtube.com%2f@evil.com/watch?v=${ID}`,
    `https://evil.com\\@www.youtube.com/watch?v=${ID}`,
    `https://gaming.accounts.youtube.com/watch?v=${ID}`,
    `https://yоutube.com/watch?v=${ID}`,
    `javascript://www.youtube.com/watch?v=${ID}%0Aalert(1)`,
    `javascript:alert("https://youtu.be/${ID}")`,
    `ftp://www.youtube.com/watch?v=${ID}`,
    `file:///www.youtube.com/watch?v=${ID}`,
    `data:text/html,https://youtu.be/${ID}`,
    `//www.youtube.com.evil.com/watch?v=${ID}`,
    "https://www.youtube.com/",
    "https://www.youtube.com/watch",
    "https://www.youtube.com/watch?v=",
    "https://www.youtube.com/watch?v=short",
    `https://www.youtube.com/watch?v=${ID}x`,
    `https://www.youtube.com/watch?v=${ID.slice(0, 10)}/`,
    `https://www.youtube.com/watch?V=${ID}`,
    `https://www.youtube.com/redirect?q=https://youtu.be/${ID}`,
    `https://www.youtube.com/results?search_query=${ID}`,
    `https://www.youtube.com/redirect?q=https%3A%2F%2Fexample.com&v=${ID}`,
    `https://www.youtube.com/attribution_link?u=https%3A%2F%2Fevil.com%2Fwatch%3Fv%3D${ID}`,
    `https://consent.youtube.com.evil.com/m?continue=https://youtu.be/${ID}`,
    `https://consent.youtube.com/m?continue=https://evil.com/watch?v=${ID}`,
    `https://www.google.com/search?q=https://youtu.be/${ID}`,
    `https://web.archive.org/web/2020/https://youtu.be/${ID}`,
    `evil.com/?u=https://youtu.be/${ID}`,
    `javascript:https://youtu.be/${ID}`,
    `someone@youtube.com`,
    "https://www.youtube.com/clip/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz",
    "https://www.youtube.com/embed/live_stream?channel=UC0123456789abcdefghijkl",
    `https://www.youtube.com/hashtag/interesting`,
    "https://youtu.be/",
    "https://www.youtube.com/shorts/",
    `https://www.youtube.com/watch?v=${ID}&x=${"y".repeat(3000)}`,
    `https://youtu.be/${ID.slice(0, 10)}\u0000`,
  ])("refuses %j with a message", (url) => {
    expect(problemOf(url)).toMatch(/https:\/\/www\.youtube\.com\/watch\?v=/);
  });

  it.each([
    "https://www.youtube.com/playlist?list=PL0123456789",
    "https://music.youtube.com/playlist?list=OLAK5uy",
    "https://www.youtube.com/embed/videoseries?list=PL0123456789",
    "https://www.youtube.com/watch?list=PL0123456789",
  ])("says that %s is a playlist", (url) => {
    expect(problemOf(url)).toContain("playlist");
  });

  it.each([
    "https://www.youtube.com/@someone",
    "https://www.youtube.com/@someone/videos",
    "https://www.youtube.com/channel/UC0123456789abcdefghijkl",
    "https://www.youtube.com/c/Someone",
    "https://www.youtube.com/user/someone",
  ])("says that %s is a channel", (url) => {
    expect(problemOf(url)).toContain("channel");
  });

  it.each(["https://www.youtube.com/playlist?list=PL0123456789", "https://www.youtube.com/@someone"])(
    "names addPlaylist for %s",
    (url) => {
      expect(problemOf(url)).toContain("addPlaylist");
    },
  );

  it("refuses a text that names two videos", () => {
    expect(problemOf(`https://youtu.be/${ID} https://youtu.be/dQw4w9WgXcQ`)).toContain("names 2 videos");
  });

  it("says of an address elsewhere that it is not YouTube's", () => {
    expect(problemOf("https://vimeo.com/76979871")).toContain("not a YouTube address");
  });

  const videoId = fc.stringMatching(/^[A-Za-z0-9_-]{11}$/);

  it("finds any id in every form", () => {
    const form = fc.constantFrom<(id: string) => string>(
      (id) => `https://www.youtube.com/watch?v=${id}`,
      (id) => `https://youtu.be/${id}`,
      (id) => `https://m.youtube.com/shorts/${id}`,
      (id) => `youtube.com/live/${id}`,
      (id) => `https://www.youtube-nocookie.com/embed/${id}`,
    );
    fc.assert(
      fc.property(videoId, form, (id, write) => {
        expect(idOf(write(id))).toBe(id);
      }),
    );
  });

  it("finds its own watch addresses", () => {
    fc.assert(
      fc.property(videoId, fc.nat(10_000_000), (id, startMs) => {
        expect(idOf(watchUrl(id, startMs)!)).toBe(id);
      }),
    );
  });

  it("keeps finding the id whatever parameters are added", () => {
    const name = fc.string().filter((each) => each !== "v");
    fc.assert(
      fc.property(videoId, fc.array(fc.tuple(name, fc.string()), { maxLength: 5 }), (id, parameters) => {
        const query = new URLSearchParams([...parameters, ["v", id]]);
        expect(idOf(`https://www.youtube.com/watch?${query.toString()}`)).toBe(id);
      }),
    );
  });

  it("takes no video from a host that is not YouTube's", () => {
    fc.assert(
      fc.property(fc.domain(), videoId, (host, id) => {
        fc.pre(!/(^|\.)(youtube|youtube-nocookie|youtu)\.(com|be)$/.test(host));
        expect(idOf(`https://${host}/watch?v=${id}`)).toBeNull();
        expect(idOf(`https://www.youtube.com.${host}/watch?v=${id}`)).toBeNull();
        expect(idOf(`https://www.youtube.com@${host}/watch?v=${id}`)).toBeNull();
      }),
    );
  });

  it("gives an id or a problem for whatever it is given", () => {
    const anything = fc.oneof(fc.string(), fc.webUrl(), utf16Text());
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parseVideoUrl(input);
        expect("youtubeId" in parsed ? parsed.youtubeId : "is refused").toMatch(
          /^[A-Za-z0-9_-]{11}$|^is refused$/,
        );
      }),
    );
  });
});

describe("parseVideoLinks", () => {
  const OTHER = "dQw4w9WgXcQ";

  it.each([
    [`https://youtu.be/${ID} https://youtu.be/${OTHER}`, "https://youtu.be/"],
    [`https://youtu.be/${ID},https://youtu.be/${OTHER}`, "https://youtu.be/"],
    [`https://youtu.be/${ID}https://youtu.be/${OTHER}`, "https://youtu.be/"],
    [`1) youtu.be/${ID};\n2) youtu.be/${OTHER}!`, "youtu.be/"],
    [`[a](https://youtu.be/${ID}) and [b](https://youtu.be/${OTHER}).`, "https://youtu.be/"],
  ])("gives one for each link in %j, with its own text", (text, before) => {
    expect(parseVideoLinks(text)).toEqual(
      [ID, OTHER].map((youtubeId) => ({ url: before + youtubeId, youtubeId })),
    );
  });

  it("gives one for a link that is no video's beside one that is", () => {
    const [first, second, ...others] = parseVideoLinks(`https://vimeo.com/1 youtu.be/${ID}`);
    expect(first).toMatchObject({ url: "https://vimeo.com/1", problem: expect.stringContaining("YouTube") });
    expect(second).toEqual({ url: `youtu.be/${ID}`, youtubeId: ID });
    expect(others).toEqual([]);
  });

  it("gives a text with one link back as it was", () => {
    const text = `Check this out https://youtu.be/${ID}!`;
    expect(parseVideoLinks(text)).toEqual([{ url: text, youtubeId: ID }]);
  });

  it("searches no text that is longer than what is read at once", () => {
    const text = (length: number) => `https://youtu.be/${ID}`.padEnd(length);
    expect(parseVideoLinks(text(TEXT_MAX_CHARS))).toMatchObject([{ youtubeId: ID }]);
    expect(parseVideoLinks(text(TEXT_MAX_CHARS + 1))).toMatchObject([{ problem: expect.any(String) }]);
  });

  it("reads signs of full width, and lets none grow into many letters", () => {
    const wide = `https://youtu.be/${ID}`.replace(/[!-~]/g, (sign) =>
      String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
    );
    expect(parseVideoLinks(wide)).toMatchObject([{ youtubeId: ID }]);
    expect(plainText("ﷺ".repeat(1_000))).toHaveLength(1_000);
  });

  it.each([
    "a.",
    "_",
    ".",
    "%25",
    "&amp;",
    "/",
    "http:",
    "youtube.com.",
    "\\",
    "a-",
    "–",
    "(youtu.be/",
    "https://youtu.be/.",
  ])("reads %j in steps that grow with the length alone", (part) => {
    const text = `https://youtu.be/${part.repeat(190_000 / part.length)}`;
    expect(parseVideoLinks(text).length).toBeGreaterThan(0);
  });
});

describe("parsePlaylistUrl", () => {
  it.each([
    "https://www.youtube.com/playlist?list=PL0123456789",
    "Course: https://www.youtube.com/playlist?list=PL0123456789&amp;si=x.",
    "https://www.youtube.com/playlist%3Flist%3DPL0123456789",
    `https://www.youtube.com/watch?v=${ID}&list=PL0123456789&index=3`,
    `https://youtu.be/${ID}&list=PL0123456789`,
    "https://www.youtube.com/embed/videoseries?list=PL0123456789",
    "https://music.youtube.com/browse/VLPL0123456789",
    "https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123456789",
    "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fplaylist%3Flist%3DPL0123456789",
  ])("takes the playlist of %j", (url) => {
    expect(parsePlaylistUrl(url)).toEqual({ playlistId: "PL0123456789" });
  });

  it.each([
    "https://www.youtube.com/channel/UC0123456789abcdefghijkl",
    "https://m.youtube.com/channel/UC0123456789abcdefghijkl/videos?view=0",
    "https://music.youtube.com/browse/UC0123456789abcdefghijkl",
    "https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789abcdefghijkl",
  ])("takes the channel of %j", (url) => {
    expect(parsePlaylistUrl(url)).toEqual({ channelId: "UC0123456789abcdefghijkl" });
  });

  it.each([
    ["https://www.youtube.com/@some.one/shorts", "@some.one"],
    ["<https://www.youtube.com/@some.one?si=x>", "@some.one"],
    ["https://www.youtube.com/%40some.one", "@some.one"],
    ["https://www.youtube.com/@日本", "@%E6%97%A5%E6%9C%AC"],
    ["youtube.com/c/Someone/videos", "c/Someone"],
    ["https://www.youtube.com/user/someone", "user/someone"],
    ["https://www.youtube.com/Someone", "Someone"],
  ])("takes the channel at %j by its address", (url, path) => {
    expect(parsePlaylistUrl(url)).toEqual({ channelUrl: `https://www.youtube.com/${path}` });
  });

  it.each([
    ["", "not a URL"],
    ["@someone", "not a URL"],
    ["https://vimeo.com/showcase/1", "not a YouTube address"],
    [`https://www.youtube.com/watch?v=${ID}`, "addVideos"],
    ["https://www.youtube.com/playlist", "names no playlist"],
    ["https://www.youtube.com/results?search_query=x", "names no playlist"],
    ["https://www.youtube.com/feed/trending", "names no playlist"],
  ])("refuses %j with a message", (url, words) => {
    expect(parsePlaylistUrl(url)).toEqual({ problem: expect.stringContaining(words) });
  });
});

describe("watchUrl", () => {
  it("opens the video at the whole second", () => {
    expect(watchUrl(ID, 61_999)).toBe(`https://www.youtube.com/watch?v=${ID}&t=61s`);
    expect(watchUrl(ID)).toBe(`https://www.youtube.com/watch?v=${ID}`);
  });

  it("is null where there is no video on YouTube", () => {
    expect(watchUrl(null, 61_999)).toBeNull();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf16Text } from "../testing/arbitraries.ts";
import { parseVideoUrl, watchUrl } from "./links.ts";

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
    `https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3D${ID}`,
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

describe("watchUrl", () => {
  it("opens the video at the whole second", () => {
    expect(watchUrl(ID, 61_999)).toBe(`https://www.youtube.com/watch?v=${ID}&t=61s`);
    expect(watchUrl(ID)).toBe(`https://www.youtube.com/watch?v=${ID}`);
  });

  it("is null where there is no video on YouTube", () => {
    expect(watchUrl(null, 61_999)).toBeNull();
  });
});

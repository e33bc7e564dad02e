import { z } from "zod";
import { shortLine } from "../../text/plain-line.ts";

const TITLE_MAX_CHARS = 500;

const text = z
  .union([
    z.object({ simpleText: z.string() }).transform((it) => it.simpleText),
    z
      .object({ runs: z.array(z.object({ text: z.string() })) })
      .transform((it) => it.runs.map((run) => run.text).join("")),
    z.object({ content: z.string() }).transform((it) => it.content),
    z.string(),
  ])
  .catch("");

/** YouTube's texts in any of their forms; empty for anything else. */
export const textOf = (value: unknown): string => text.parse(value).trim();

/** The title of a playlist, which stands in several places, of which an answer has some. */
export function readTitle(json: unknown): string | null {
  const { metadata, header, sidebar, microformat } = headerSchema.parse(json);
  const candidates = [
    metadata?.playlistMetadataRenderer?.title,
    header?.playlistHeaderRenderer?.title,
    header?.pageHeaderRenderer?.content?.pageHeaderViewModel?.title?.dynamicTextViewModel?.text,
    header?.pageHeaderRenderer?.pageTitle,
    ...sidebarInfos(sidebar).map((info) => info.title),
    microformat?.microformatDataRenderer?.title,
  ];
  return candidates.map((candidate) => shortLine(candidate ?? "", TITLE_MAX_CHARS)).find(Boolean) ?? null;
}

/** Texts that may say how many videos a playlist has. */
export function readVideoCountTexts(json: unknown): string[] {
  const { header, sidebar } = headerSchema.parse(json);
  const rows =
    header?.pageHeaderRenderer?.content?.pageHeaderViewModel?.metadata?.contentMetadataViewModel
      ?.metadataRows;
  return [
    ...sidebarInfos(sidebar).flatMap((info) => info.stats),
    ...(rows ?? []).flatMap((row) => row.metadataParts.map((part) => part.text)),
    header?.playlistHeaderRenderer?.numVideosText ?? "",
    ...(header?.playlistHeaderRenderer?.stats ?? []),
  ];
}

/** The number in "1,234 videos" or "No videos"; null for other texts, and for rounded numbers as in "1.2K videos". */
export function parseVideoCount(words: string): number | null {
  if (/^no (videos|episodes)$/i.test(words)) return 0;
  const digits =
    /^(\d{1,3}(?:[,.\u00A0\u202F ]?\d{3})*) (?:videos?|episodes?|songs?|tracks?|lessons?|shorts)$/i.exec(
      words,
    )?.[1];
  return digits === undefined ? null : Number(digits.replaceAll(/\D/g, ""));
}

const sidebarInfos = (sidebar: z.infer<typeof headerSchema>["sidebar"]) =>
  (sidebar?.playlistSidebarRenderer?.items ?? []).flatMap(
    (item) => item.playlistSidebarPrimaryInfoRenderer ?? [],
  );

/** Any part may be missing or have changed. */
const lenient = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).optional().catch(undefined);

const headerSchema = z.object({
  metadata: lenient({ playlistMetadataRenderer: lenient({ title: text }) }),
  microformat: lenient({ microformatDataRenderer: lenient({ title: text }) }),
  header: lenient({
    playlistHeaderRenderer: lenient({ title: text, numVideosText: text, stats: z.array(text).catch([]) }),
    pageHeaderRenderer: lenient({
      pageTitle: text,
      content: lenient({
        pageHeaderViewModel: lenient({
          title: lenient({ dynamicTextViewModel: lenient({ text }) }),
          metadata: lenient({
            contentMetadataViewModel: lenient({
              metadataRows: z
                .array(
                  z
                    .object({ metadataParts: z.array(z.object({ text }).catch({ text: "" })).catch([]) })
                    .catch({ metadataParts: [] }),
                )
                .catch([]),
            }),
          }),
        }),
      }),
    }),
  }),
  sidebar: lenient({
    playlistSidebarRenderer: lenient({
      items: z
        .array(
          lenient({
            playlistSidebarPrimaryInfoRenderer: lenient({ title: text, stats: z.array(text).catch([]) }),
          }).transform((item) => item ?? {}),
        )
        .catch([]),
    }),
  }),
});

/**
 * What a question calls a video. `ids`: null where it does not say which; `description`: says which, but by words that no
 * title has; `isVague`: without a word for a video, so that something else may be meant.
 */
export type Reference = {
  ids: string[] | null;
  description?: string;
  isVague?: boolean;
  /** Places (from 1) that it names and the session does not have. */
  missing?: number[];
  /** By a word other than "video" ("the sixth lecture"), so that it may be one of a series. */
  isOfSeries?: boolean;
  from: number;
  to: number;
};

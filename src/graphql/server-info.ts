/** What a server tells clients before they have a session. */
export type ServerInfo = {
  version: string;
  answeringModel: string;
  isExtractive: boolean;
  embeddingModel: string;
  capabilities: ("PLAYLISTS" | "SESSION_RENEWAL")[];
  limits: {
    videosPerSession: number;
    questionChars: number;
    transcriptBytes: number;
    sessionMinutes: number;
    /** null: sessions are not renewed. */
    sessionMaxHours: number | null;
  };
};

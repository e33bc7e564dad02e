import { readFileSync } from "node:fs";

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

/** The program's version, as package.json has it. */
export function readVersion(): string {
  const packageJson = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(packageJson) as { version: string }).version;
}

import envPaths from "env-paths";

/** Where programs of this user keep data: on Linux ~/.local/share/video-rag, or in $XDG_DATA_HOME. */
export const userDataDir = (): string => envPaths("video-rag", { suffix: "" }).data;

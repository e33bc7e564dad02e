import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A private room for videos and answers, known by its token, of which only a hash is stored. */
export const SessionSchema = defineEntity({
  name: "Session",
  tableName: "sessions",
  properties: {
    id: p.uuid().primary(),
    /** SHA-256 of the token, in hexadecimal. */
    tokenHash: p.text().unique(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().index(),
  },
});

/** A session as it is held in memory, without the token's hash, which only finds it. */
export type Session = Omit<InferEntity<typeof SessionSchema>, "tokenHash">;

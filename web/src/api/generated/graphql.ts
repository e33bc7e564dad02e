/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a server can do beyond what every server does. */
export type ServerCapability =
  /** `Mutation.addPlaylist` works. */
  | 'PLAYLISTS'
  /** Use moves `Session.expiresAt`. */
  | 'SESSION_RENEWAL';

export type OpenSessionMutationVariables = Exact<{
  token?: string | null | undefined;
}>;


export type OpenSessionMutation = { session: { token: string, created: boolean, session: { id: string, createdAt: string, expiresAt: string, renewableUntil: string | null } } };

export type SessionTimesFragment = { id: string, createdAt: string, expiresAt: string, renewableUntil: string | null };

export type ServerInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type ServerInfoQuery = { server: { version: string, answeringModel: string, isExtractive: boolean, embeddingModel: string, capabilities: Array<ServerCapability>, limits: { videosPerSession: number, questionChars: number, transcriptBytes: number, sessionMinutes: number, sessionMaxHours: number | null } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SessionTimesFragmentDoc = new TypedDocumentString(`
    fragment SessionTimes on Session {
  id
  createdAt
  expiresAt
  renewableUntil
}
    `, {"fragmentName":"SessionTimes"}) as unknown as TypedDocumentString<SessionTimesFragment, unknown>;
export const OpenSessionDocument = new TypedDocumentString(`
    mutation OpenSession($token: String) {
  session(token: $token) {
    token
    created
    session {
      ...SessionTimes
    }
  }
}
    fragment SessionTimes on Session {
  id
  createdAt
  expiresAt
  renewableUntil
}`) as unknown as TypedDocumentString<OpenSessionMutation, OpenSessionMutationVariables>;
export const ServerInfoDocument = new TypedDocumentString(`
    query ServerInfo {
  server {
    version
    answeringModel
    isExtractive
    embeddingModel
    capabilities
    limits {
      videosPerSession
      questionChars
      transcriptBytes
      sessionMinutes
      sessionMaxHours
    }
  }
}
    `) as unknown as TypedDocumentString<ServerInfoQuery, ServerInfoQueryVariables>;
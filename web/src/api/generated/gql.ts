/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation OpenSession($token: String) {\n  session(token: $token) {\n    token\n    created\n    session {\n      ...SessionTimes\n    }\n  }\n}\n\nfragment SessionTimes on Session {\n  id\n  createdAt\n  expiresAt\n  renewableUntil\n}\n\nquery ServerInfo {\n  server {\n    version\n    answeringModel\n    isExtractive\n    embeddingModel\n    capabilities\n    limits {\n      videosPerSession\n      questionChars\n      transcriptBytes\n      sessionMinutes\n      sessionMaxHours\n    }\n  }\n}": typeof types.OpenSessionDocument,
};
const documents: Documents = {
    "mutation OpenSession($token: String) {\n  session(token: $token) {\n    token\n    created\n    session {\n      ...SessionTimes\n    }\n  }\n}\n\nfragment SessionTimes on Session {\n  id\n  createdAt\n  expiresAt\n  renewableUntil\n}\n\nquery ServerInfo {\n  server {\n    version\n    answeringModel\n    isExtractive\n    embeddingModel\n    capabilities\n    limits {\n      videosPerSession\n      questionChars\n      transcriptBytes\n      sessionMinutes\n      sessionMaxHours\n    }\n  }\n}": types.OpenSessionDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation OpenSession($token: String) {\n  session(token: $token) {\n    token\n    created\n    session {\n      ...SessionTimes\n    }\n  }\n}\n\nfragment SessionTimes on Session {\n  id\n  createdAt\n  expiresAt\n  renewableUntil\n}\n\nquery ServerInfo {\n  server {\n    version\n    answeringModel\n    isExtractive\n    embeddingModel\n    capabilities\n    limits {\n      videosPerSession\n      questionChars\n      transcriptBytes\n      sessionMinutes\n      sessionMaxHours\n    }\n  }\n}"): typeof import('./graphql').OpenSessionDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

import type { CodegenConfig } from "@graphql-codegen/cli";

/**
 * Types from the SDL: of the resolvers, where each GraphQL type is resolved from the domain type named in `mappers`, and of
 * the page's operations.
 */
const config: CodegenConfig = {
  schema: "schema/*.graphql",
  generates: {
    "src/graphql/schema.generated.ts": {
      plugins: ["typescript", "typescript-resolvers"],
      config: {
        contextType: "./context.ts#Context",
        useTypeImports: true,
        enumsAsTypes: true,
        defaultScalarType: "unknown",
        scalars: {
          ID: "string",
          DateTime: { input: "Date", output: "Date | string" },
          URL: { input: "string", output: "string" },
        },
        avoidOptionals: { field: true, resolvers: false, inputValue: false },
        inputMaybeValue: "T | null | undefined",
        maybeValue: "T | null",
        resolversNonOptionalTypename: { unionMember: true, interfaceImplementingType: true },
        mappers: {
          Session: "../sessions/session.ts#Session as SessionEntity",
          Video: "../videos/video.ts#Video as ListedVideo",
          SearchHit: "../videos/video.ts#VideoHit",
          Passage: "../videos/video.ts#VideoPassage",
          Answer: "../answers/answer.ts#Answer as AnswerEntity",
          Citation: "../answers/answer.ts#Citation as StoredCitation",
          AnswerConnection: "../answers/history/answer-page.ts#AnswerPage",
        },
      },
    },
    "web/src/api/generated/": {
      documents: "web/src/api/operations/*.graphql",
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        pureMagicComment: true,
        useTypeImports: true,
        enumsAsTypes: true,
        defaultScalarType: "unknown",
        scalars: { ID: "string", DateTime: "string", URL: "string" },
      },
    },
  },
};

export default config;

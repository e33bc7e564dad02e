/** The members of the API's interface and unions, as @graphql-codegen/fragment-matcher would write them. */
export const possibleTypes = {
  AnswerEvent: [
    "AnswerCancelled",
    "AnswerCitation",
    "AnswerCompleted",
    "AnswerDelta",
    "AnswerFailed",
    "AnswerInterrupted",
    "AnswerQueued",
    "AnswerRestarted",
    "AnswerResumed",
    "AnswerSources",
    "AnswerStarted",
    "AnswerWaiting",
  ],
  SessionEvent: [
    "SessionAnswerEnded",
    "SessionAnswerStarted",
    "SessionAnswersDeleted",
    "SessionDeleted",
    "SessionExpired",
    "SessionExpiring",
    "SessionRenewed",
    "VideoRemoved",
    "VideoUpdated",
  ],
  VideoEvent: ["VideoRemoved", "VideoUpdated"],
};

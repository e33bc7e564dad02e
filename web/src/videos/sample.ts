import url from "../../../examples/tea-talk.vtt?url";

/** The sample talk of examples/, which the page brings along. */
export const SAMPLE = { url, title: "Five things that go wrong with tea" };

import type { ApolloServerPlugin } from "@apollo/server";

/**
 * Says in the header Retry-After what the errors of an answer say in `retryAfterMs`. The status stays: an answer that was
 * executed has data, be it null, so that GraphQL over HTTP has it 200. Only where all of it is UNAVAILABLE it is 503, so that
 * load balancers and clients see that the server is in trouble.
 */
export const retryAfterPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ response: { http, body } }) {
        if (body.kind !== "single") return;
        const waits = (body.singleResult.errors ?? []).map(({ extensions }) => extensions?.["retryAfterMs"]);
        const waitMs = Math.max(0, ...waits.filter((wait) => typeof wait === "number"));
        const codes = (body.singleResult.errors ?? []).map(({ extensions }) => extensions?.["code"]);
        if (codes.includes("UNAVAILABLE") && !body.singleResult.data) http.status = 503;
        if (waitMs > 0) http.headers.set("retry-after", String(Math.ceil(waitMs / 1000)));
      },
    };
  },
};

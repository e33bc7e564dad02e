import type { TypedDocumentString } from "./generated/graphql.ts";
import { ApiError, toApiError } from "./api-error.ts";

type GraphQLBody<Data> = {
  data?: Data | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
};

/** A query or mutation. Throws an ApiError with the server's code, or `OFFLINE` where no answer came. */
export async function post<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  }).catch((cause: unknown) => {
    throw new ApiError("The server cannot be reached.", "OFFLINE", undefined, { cause });
  });
  const body = await readBody<GraphQLBody<Data>>(response);
  if (body.errors?.length || !body.data) throw toApiError(body.errors ?? []);
  return body.data;
}

async function readBody<Body>(response: Response): Promise<Body> {
  try {
    return (await response.json()) as Body;
  } catch (cause) {
    throw new ApiError(`The server answered with status ${response.status}.`, "OFFLINE", undefined, {
      cause,
    });
  }
}

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ExecutionArgs } from "graphql";
import { createPubSub, createSchema, createYoga } from "graphql-yoga";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { generate, typeDefs, type Event } from "./answer.ts";

/* GraphQL Yoga, graphql-ws and Yoga's PubSub, as its documentation puts them together. */

const pubSub = createPubSub<{ answer: [id: string, event: Event] }>();
const yoga = createYoga({
  graphiql: { subscriptionsProtocol: "WS" },
  schema: createSchema({
    typeDefs,
    resolvers: {
      Mutation: {
        ask(_, { question }: { question: string }) {
          const id = randomUUID();
          void generate(question, (event) => pubSub.publish("answer", id, event));
          return { answer: { id } };
        },
      },
      Subscription: {
        answerEvents: {
          subscribe: (_, { id }: { id: string }) => pubSub.subscribe("answer", id),
          resolve: (event: Event) => event,
        },
      },
    },
  }),
});

const server = createServer((request, response) => void yoga(request, response));
type Enveloped = Pick<ReturnType<typeof yoga.getEnveloped>, "execute" | "subscribe">;
const enveloped = (args: ExecutionArgs) => args.rootValue as Enveloped;
useServer(
  {
    execute: (args) => enveloped(args).execute(args),
    subscribe: (args) => enveloped(args).subscribe(args),
    async onSubscribe(context, _id, params) {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
        ...context,
        req: context.extra.request,
        socket: context.extra.socket,
        params,
      });
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  new WebSocketServer({ server, path: yoga.graphqlEndpoint }),
);
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql\n`);
});
process.once("SIGTERM", () => process.exit(0));

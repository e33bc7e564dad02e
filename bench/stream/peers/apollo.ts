import { randomUUID } from "node:crypto";
import { ApolloServer } from "@apollo/server";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import { makeExecutableSchema } from "@graphql-tools/schema";
import Fastify from "fastify";
import { PubSub } from "graphql-subscriptions";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { generate, typeDefs } from "./answer.ts";

/* Apollo Server, graphql-ws and PubSub, as the documentation of Apollo Server puts them together. */

const pubsub = new PubSub();
const schema = makeExecutableSchema({
  typeDefs,
  resolvers: {
    Mutation: {
      ask(_: unknown, { question }: { question: string }) {
        const id = randomUUID();
        void generate(question, (event) => void pubsub.publish(`ANSWER_${id}`, { answerEvents: event }));
        return { answer: { id } };
      },
    },
    Subscription: {
      answerEvents: {
        subscribe: (_: unknown, { id }: { id: string }) => pubsub.asyncIterableIterator([`ANSWER_${id}`]),
      },
    },
  },
});

const fastify = Fastify();
const server = new ApolloServer({ schema, plugins: [fastifyApolloDrainPlugin(fastify)] });
await server.start();
fastify.route({ url: "/graphql", method: ["GET", "POST"], handler: fastifyApolloHandler(server) });
useServer({ schema }, new WebSocketServer({ server: fastify.server, path: "/graphql" }));
process.stdout.write(`${await fastify.listen({ port: 0, host: "127.0.0.1" })}/graphql\n`);
process.once("SIGTERM", () => process.exit(0));

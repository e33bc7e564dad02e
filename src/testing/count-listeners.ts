import type { Services } from "../services.ts";

/** From now on, what is listened to on the bus and in the logs of answers: what is left when all have gone is a leak. */
export function countListeners({ bus, log }: Services) {
  const open = new Set<{ topic: string }>();
  for (const source of [bus, log] as Pick<typeof bus, "listen">[]) {
    const listen = source.listen.bind(source);
    source.listen = (topic, listener) => {
      const end = listen(topic, listener);
      const entry = { topic };
      open.add(entry);
      return () => {
        open.delete(entry);
        end();
      };
    };
  }
  return {
    get topics() {
      return [...open].map(({ topic }) => topic);
    },
  };
}

"""
Asks with gql, and reads the answer through cut connections and a restart of the server. Beside one that runs:
`pip install -r examples/python/requirements.txt && python examples/python/ask.py [http://127.0.0.1:4000/graphql]`
"""

import asyncio
import random
import sys
from pathlib import Path

from gql import Client, GraphQLRequest
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport

ANSWER_EVENTS = """
  subscription ($id: ID!, $after: String) {
    answerEvents(id: $id, after: $after) {
      __typename
      cursor
      ... on AnswerDelta { offset text }
      ... on AnswerCitation { citation { number startMs quote url } }
      ... on AnswerFailed { failure { message } }
    }
  }"""
TERMINAL = {"AnswerCompleted", "AnswerFailed", "AnswerCancelled"}


class Answer:
    """What a client has of an answer. Repeated and resumed events leave it right, whatever was cut where."""

    def __init__(self, id):
        self.id = id
        self.after = None
        # Offsets count UTF-16 code units, of two bytes each.
        self.utf16 = b""
        self.citations = {}

    @property
    def text(self):
        return self.utf16.decode("utf-16-le")

    def apply(self, event):
        self.after = event["cursor"]
        if event["__typename"] == "AnswerDelta":
            self.utf16 = self.utf16[: 2 * event["offset"]] + event["text"].encode("utf-16-le")
        elif event["__typename"] == "AnswerCitation":
            self.citations[event["citation"]["number"]] = event["citation"]
        elif event["__typename"] == "AnswerRestarted":
            self.utf16 = b""
            self.citations.clear()


async def follow(url, token, answer):
    """Applies the answer's events, and yields each. Raises TransportQueryError, which is what the server says is wrong."""
    event = None
    while event is None or event["__typename"] not in TERMINAL:
        transport = WebsocketsTransport(
            url="ws" + url.removeprefix("http"),
            init_payload={"authorization": f"Bearer {token}"},
            # A connection that is silent is not taken for alive.
            ping_interval=10,
        )
        request = GraphQLRequest(ANSWER_EVENTS, variable_values={"id": answer.id, "after": answer.after})
        try:
            async with Client(transport=transport) as session:
                async for data in session.subscribe(request):
                    event = data["answerEvents"]
                    answer.apply(event)
                    yield event
        except TransportQueryError:
            raise
        except Exception:
            # The connection was cut, or the server restarts, which takes some seconds. The random part keeps its
            # clients from coming all at once.
            await asyncio.sleep(0.3 + 0.7 * random.random())


async def execute(url, query, variables=None, token=None):
    """One query or mutation over HTTP."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with Client(transport=AIOHTTPTransport(url=url, headers=headers)) as session:
        return await session.execute(GraphQLRequest(query, variable_values=variables))


async def main(url="http://127.0.0.1:4000/graphql"):
    token = (await execute(url, "mutation { session { token } }"))["session"]["token"]
    talk = Path(__file__).parent.parent / "tea-talk.vtt"
    await execute(
        url,
        "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }",
        {"input": {"title": "Five things that go wrong with tea", "format": "VTT", "content": talk.read_text("utf-8")}},
        token,
    )
    # The answer waits until the transcript is read.
    asked = await execute(
        url,
        "mutation ($question: String!) { ask(question: $question) { answer { id } } }",
        {"question": "What should I keep my tea leaves in?"},
        token,
    )
    answer = Answer(asked["ask"]["answer"]["id"])
    shown = 0
    async for event in follow(url, token, answer):
        if event["__typename"] == "AnswerRestarted":
            print("\n(It begins again.)")
            shown = 0
        # Not the event's own text, which may be there already.
        print(answer.text[shown:], end="", flush=True)
        shown = max(shown, len(answer.text))
        if event["__typename"] == "AnswerFailed":
            raise RuntimeError(event["failure"]["message"])
    print("\n")
    for citation in answer.citations.values():
        print(f"[{citation['number']}] at {citation['startMs'] // 1000} s: {citation['quote']}")
    await execute(url, "mutation { endSession { sessionId } }", token=token)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

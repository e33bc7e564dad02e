#!/bin/sh
# Asks a question with nothing but curl, and reads the answer as server-sent events. Against a server that runs:
#
#     examples/sse.sh http://127.0.0.1:4000/graphql
set -eu
url=${1:-http://127.0.0.1:4000/graphql}

# post JSON [HEADER...]
post() {
  json=$1
  shift
  curl --silent --show-error --fail-with-body "$url" \
    --header 'Content-Type: application/json' "$@" --data "$json"
}
# The value of the first "name":"value" in JSON, which is enough for ids and tokens.
value() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }

token=$(post '{"query":"mutation { session { token } }"}' | value token)
authorization="Authorization: Bearer $token"

post '{"query":"mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }","variables":{"input":{
  "title":"Tea","format":"TEXT","url":"https://youtu.be/aqz-KE-bpKQ",
  "content":"0:00 Green tea wants water of eighty degrees.\n0:06 Black tea wants it boiling."}}}' \
  --header "$authorization" >/dev/null
until post '{"query":"{ session { videos { status } } }"}' --header "$authorization" | grep -q READY; do sleep 0.2; done

id=$(post '{"query":"mutation { ask(question: \"How hot should the water for green tea be?\") { answer { id } } }"}' \
  --header "$authorization" | value id)

# --no-buffer shows each event as it comes. A stream that was cut goes on with
# --header 'Last-Event-ID: <the id of the last event>'.
post '{"query":"subscription ($id: ID!) { answerEvents(id: $id) { __typename ... on AnswerDelta { offset text } ... on AnswerCitation { citation { number quote startMs url } } } }","variables":{"id":"'"$id"'"}}' \
  --header "$authorization" --header 'Accept: text/event-stream' --no-buffer

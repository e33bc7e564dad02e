#!/bin/sh
# Asks with curl, sed and tail alone, and reads the answer through cut connections and a restart of the server. Beside one
# that runs: examples/curl.sh [http://127.0.0.1:4000/graphql]
set -eu
url=${1:-http://127.0.0.1:4000/graphql}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# post JSON [OPTION...]
post() {
  json=$1
  shift
  curl --silent --show-error --fail-with-body "$url" \
    --header 'Content-Type: application/json' --data "$json" "$@"
}
# The value of the last "NAME":"..." in each line of JSON, as it is written there.
value() { sed -nE 's/.*"'"$1"'":"(([^"\\]|\\.)*)".*/\1/p'; }

token=$(post '{"query":"mutation { session { token } }"}' | value token)
authorization="Authorization: Bearer $token"

curl --silent --show-error --fail-with-body "${url%/graphql}/transcripts" --header "$authorization" \
  --form title='Five things that go wrong with tea' --form file=@"$here/tea-talk.vtt" >"$work/upload"

# The answer waits until the transcript is read.
id=$(post '{"query":"mutation { ask(question: \"How long should black tea steep?\") { answer { id } } }"}' \
  --header "$authorization" | value id)

# A subscription is a stream of server-sent events. The id of the last one, sent back as Last-Event-ID, resumes after it;
# --no-buffer shows each as it comes.
follow() {
  post '{"query":"subscription ($id: ID!) { answerEvents(id: $id) { __typename ... on AnswerDelta { text } ... on AnswerCitation { citation { number startMs quote } } ... on AnswerFailed { failure { message } } } }","variables":{"id":"'"$id"'"}}' \
    --header "$authorization" --header 'Accept: text/event-stream' --header "Last-Event-ID: $last" --no-buffer
}
last=
: >"$work/citations"
until [ -e "$work/ended" ]; do
  follow 2>"$work/errors" | while IFS= read -r line; do
    case $line in
      id:*) printf %s "${line#id:}" | tr -d ' \r' >"$work/last" ;;
      *'"AnswerDelta"'*) printf %b "$(printf %s "$line" | value text | sed 's/\\"/"/g')X" | sed '$s/X$//' ;;
      *'"AnswerCitation"'*) printf '%s\n' "$line" >>"$work/citations" ;;
      *'"AnswerRestarted"'*) printf '\n(It begins again.)\n'; : >"$work/citations" ;;
      *'"AnswerFailed"'*) printf '%s\n' "$line" | value message >&2; : >"$work/ended" ;;
      *'"AnswerCompleted"'* | *'"AnswerCancelled"'*) : >"$work/ended" ;;
      *'"errors"'*) printf '%s\n' "$line" >&2; : >"$work/ended" ;;
    esac
  done
  last=$(cat "$work/last" 2>/dev/null || true)
  [ -e "$work/ended" ] || sleep 0.5
done

printf '\n\n'
sed -E 's/.*"number":([0-9]+),"startMs":([0-9]+),"quote":"(.*)"\}.*/[\1] at \2 ms: \3/' "$work/citations"
post '{"query":"mutation { endSession { sessionId } }"}' --header "$authorization" >"$work/receipt"

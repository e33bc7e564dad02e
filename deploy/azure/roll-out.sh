#!/usr/bin/env bash
# Rolls an image out to a Container App: migrations, a new revision without traffic, a question to it, the traffic, the question
# once more. Whatever fails, the revision before has the traffic afterwards, and the new one is stopped.
#
#   APP=video-rag GROUP=my-group JOB=video-rag-migrate IMAGE=ghcr.io/owner/video-rag@sha256:… SUFFIX=r1 deploy/azure/roll-out.sh
#
# JOB is the Container Apps job that applies the migrations, from within the environment, since the database lets nobody else
# in. Without it the new revision applies them at its start.
set -euo pipefail

: "${APP:?is not set: the name of the container app}"
: "${GROUP:?is not set: its resource group}"
: "${IMAGE:?is not set: the image, by digest}"
: "${SUFFIX:?is not set: the suffix of the new revision}"
readonly revision=$APP--$SUFFIX
readonly poll_seconds=${POLL_SECONDS:-5}

before='' step='reading what is there' made=''

main() {
  trap go_back EXIT

  before=$(on_app revision list --query '[?properties.trafficWeight > `0`] | [0].name' --output tsv)
  say "before: ${before:-no revision has traffic}"
  # The traffic stays where it is: by default it would follow the newest revision.
  step='keeping the traffic where it is'
  on_app revision set-mode --mode multiple --output none
  if [[ -n $before ]]; then
    give_traffic_to "$before"
  fi

  if [[ -n ${JOB:-} ]]; then
    step='applying the migrations'
    migrate
  fi

  step='making the new revision'
  made=yes
  on_app update --image "$IMAGE" --revision-suffix "$SUFFIX" --output none

  step='asking the new revision'
  smoke "$(on_app revision show --revision "$revision" --query properties.fqdn --output tsv)"

  step='moving the traffic'
  give_traffic_to "$revision"
  smoke "$(on_app show --query properties.configuration.ingress.fqdn --output tsv)"

  # Its clients connect again, and the new revision goes on with its answers.
  step='stopping the revision before'
  if [[ -n $before && $before != "$revision" ]]; then
    on_app revision deactivate --revision "$before" --output none
  fi
  say "$revision has the traffic"
}

migrate() {
  local execution status='' ends=$((SECONDS + 900))
  az containerapp job update --name "$JOB" --resource-group "$GROUP" --image "$IMAGE" --output none
  execution=$(az containerapp job start --name "$JOB" --resource-group "$GROUP" --query name --output tsv)
  until [[ $status == Succeeded ]]; do
    sleep "$poll_seconds"
    status=$(az containerapp job execution show --name "$JOB" --resource-group "$GROUP" \
      --job-execution-name "$execution" --query properties.status --output tsv)
    if [[ $status =~ ^(Failed|Stopped|Degraded)$ ]] || ((SECONDS > ends)); then
      say "$execution: ${status:-no status}. What it said:"
      az containerapp job logs show --name "$JOB" --resource-group "$GROUP" --execution "$execution" \
        --container "$(az containerapp job show --name "$JOB" --resource-group "$GROUP" \
          --query 'properties.template.containers[0].name' --output tsv)" --tail 100 || true
      return 1
    fi
  done
  say "$execution: the migrations are applied"
}

go_back() {
  local code=$?
  trap - EXIT
  ((code == 0)) && return
  say "failed: $step"
  set +e
  if [[ -n $made ]]; then
    say "What $revision said:"
    on_app logs show --revision "$revision" --tail 100
    if [[ -n $before ]]; then
      give_traffic_to "$before" && say "$before has the traffic"
      on_app revision deactivate --revision "$revision" --output none
    fi
  fi
  exit "$code"
}

give_traffic_to() {
  on_app ingress traffic set --revision-weight "$1=100" --output none
}

smoke() {
  node "$(dirname "$0")/../smoke.ts" "https://$1"
}

on_app() {
  az containerapp "$@" --name "$APP" --resource-group "$GROUP"
}

say() {
  printf 'roll-out: %s\n' "$*" >&2
}

main "$@"

#!/usr/bin/env bash
# Checks the revisions that changed since the commit $SINCE, as annotations of a workflow.
set -euo pipefail
read -r -a paths <<<"${PATHS:-}"
read -r -a arguments <<<"${ARGUMENTS:-}"
command=(rectify check --output-format github)
# The commit before the first push of a branch is all zeros: then everything is new.
if [[ -n "${SINCE:-}" && ! "$SINCE" =~ ^0+$ ]]; then
    # A checkout of depth 1 does not have the commit.
    if ! git cat-file -e "$SINCE^{commit}" 2>/dev/null; then
        git fetch --quiet --no-tags --depth=1 origin "$SINCE"
    fi
    command+=(--since "$SINCE")
fi
exec "${command[@]}" ${arguments[@]+"${arguments[@]}"} ${paths[@]+"${paths[@]}"}

#!/usr/bin/env bash
# Installs the command into an environment of its own, since a runner's Python may take no packages.
set -euo pipefail
environment="$RUNNER_TEMP/rectify"
python3 -m venv "$environment"
bin="$environment/bin"
if [[ ! -d "$bin" ]]; then
    bin="$environment/Scripts"
fi
"$bin/python" -m pip install --disable-pip-version-check "${REQUIREMENT:-$SOURCES}"
echo "$bin" >>"$GITHUB_PATH"

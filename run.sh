#!/usr/bin/env bash
# Sets up what is missing in .venv, then starts the app or runs the checks.
#
#   ./run.sh app [options of app.py]     start the page
#   ./run.sh test [options of pytest]    format, lint, types, tests
#   ./run.sh python ARGUMENTS            Python with everything installed
#
# PYTHON names the interpreter to build .venv with; by default the first of python3.11,
# python3.12, python3 that is Python 3.11 or 3.12.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

usage() { sed -n '2,9s/^# \{0,1\}//p' run.sh; }
say() { printf '%s\n' "$*" >&2; }

is_right_version() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3; do
        if is_right_version "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    say "Python 3.11 or 3.12 was not found. Install one, or name it: PYTHON=/path/to/python ./run.sh"
    return 1
}

# install FILE: make .venv hold what FILE asks for, at the versions of constraints.txt. Done once
# for each content of the files; an interrupted installation leaves no stamp and is done again.
install() {
    local python=.venv/bin/python stamp=.venv/installed-$1 wanted
    wanted=$(cat requirements.txt "$1" constraints.txt | cksum)
    if [ -x "$python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    if ! is_right_version "$python" || ! "$python" -m pip --version >/dev/null 2>&1; then
        local base
        base=$(find_python)
        rm -rf .venv
        if ! "$base" -m venv .venv; then
            rm -rf .venv
            say "Python's venv module is missing or incomplete; on Debian and Ubuntu install python3-venv."
            return 1
        fi
    fi
    say "Installing into .venv; the first time takes some minutes (torch is large)."
    "$python" -m pip install --quiet --disable-pip-version-check -r "$1" -c constraints.txt
    printf '%s\n' "$wanted" >"$stamp"
}

has_chromium() {
    local name
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
        if [ -n "$name" ] && command -v "$name" >/dev/null; then
            return
        fi
    done
    return 1
}

# Browser tests drive a Chromium. Install Debian's package where that is allowed, else go on: the
# tests say that they were skipped.
offer_chromium() {
    if has_chromium; then
        return
    fi
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        say "Installing the package chromium for the browser tests."
        if { apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium; } \
            </dev/null >/dev/null; then
            return
        fi
    fi
    say "No Chromium found: browser tests are skipped. Install Debian's package chromium to run them."
}

run_checks() {
    # A small machine has two cores, and more threads than cores slow torch down.
    export OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}"
    export PATH="$PWD/.venv/bin:$PATH"
    ruff format --check .
    ruff check .
    mypy
    python -m pytest "$@"
}

command=${1:-}
shift || true
case $command in
    app)
        install requirements.txt
        exec .venv/bin/python app.py "$@"
        ;;
    test)
        install requirements-dev.txt
        offer_chromium
        run_checks "$@"
        ;;
    python)
        install requirements.txt
        exec .venv/bin/python "$@"
        ;;
    help | -h | --help)
        usage
        ;;
    *)
        usage
        exit 2
        ;;
esac

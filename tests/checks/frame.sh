#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What the checks share: a folder $work for what they make.

fail() {
    echo "FAILED: $*"
    exit 1
}

# Runs a command; what it printed is shown if it fails, and is in $work/log.
quiet() {
    "$@" >"${work:?}/log" 2>&1 || { cat "${work:?}/log"; fail "$*"; }
}

# Shared by the scripts here; each begins with:  . "$(dirname -- "$0")/lib.sh"
# Leaves the reader in the repository's folder, whatever folder the script was called from.

set -eu
unset CDPATH PYTHONHOME PYTHONPATH
cd "$(dirname -- "$0")/.."
venv=.venv/bin/python

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# The newest Python that is new enough and can make environments; PYTHON names another one.
find_python() {
    for name in ${PYTHON:+"$PYTHON"} python3.14 python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            say "$name"
            return
        fi
    done
    fail "no Python 3.11 or newer that can make environments (Debian: apt-get install python3 python3-venv)"
}

requirements_of() {
    case $1 in runtime) say requirements.txt ;; *) say "requirements-$1.txt" ;; esac
}

# A file that is there once this very list of requirements has been installed whole.
stamp_of() {
    say ".venv/installed-$1-$(cksum <"$(requirements_of "$1")" | tr ' ' '-')"
}

# Each group holds all packages of those before it, in the same versions.
has() {
    case $1 in
        runtime) [ -e "$(stamp_of runtime)" ] || has test ;;
        test) [ -e "$(stamp_of test)" ] || has dev ;;
        dev) [ -e "$(stamp_of dev)" ] ;;
    esac
}

# set_up runtime|test|dev: an environment that holds at least that group.
set_up() {
    if "$venv" -c '' 2>/dev/null && has "$1"; then
        return
    fi
    if ! "$venv" -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        "$python" -m venv --clear .venv || fail "$python could not make the folder .venv"
    fi
    say "Installing the $1 packages ..."
    "$venv" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$(requirements_of "$1")" \
        >.venv/pip.log 2>&1 || { tail -n 20 .venv/pip.log >&2; fail "the packages could not be installed"; }
    rm -f .venv/installed-"$1"-*
    : >"$(stamp_of "$1")"
}

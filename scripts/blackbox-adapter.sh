# What the black-box checks need to know of the command line of `track`. Sourced by bash; TRACK is the binary.
#
#   T_ADAPTER=scripts/blackbox-adapter.sh TRACK=target/release/track .../syscall-sweep.sh fault
#   T_READ="status;show a;log a;check;where" T_JSON="status --json;show a --json" T_SUBCOMMANDS="add status show check" .../cli-smoke.sh
#   T_ASKED="show a" T_FORMATS="table plain json csv tsv md" .../hostile.sh
#
# One record is one declaration of one party: declarations may be many and are never rival claims. Its marker is its note.

export TRACK_TODAY="${TRACK_TODAY:-2026-01-15}" TRACK_NOW="${TRACK_NOW:-2026-01-15T12:00:00Z}"

t_init() {
  "$TRACK" init "$1" && "$TRACK" --ledger "$1" new a --title "Agreement under test" --party AZ --party TR
}

t_add() {
  "$TRACK" --ledger "$1" add a AZ declaration --on 2025-12-16 --note "$2"
}

t_ids() {
  local shown
  shown=$("$TRACK" --ledger "$1" show a --json) || return
  grep -oE '"note": ?"[^"]*"' <<< "$shown" | sed -E 's/^"note": ?"(.*)"$/\1/'
  return 0
}

t_count() {
  local markers
  markers=$(t_ids "$1") || return
  grep -c . <<< "$markers"
  return 0
}

t_check() { "$TRACK" --ledger "$1" check; }

t_file() { echo "$1/agreements/a.toml"; }

t_add_agreement() { "$TRACK" --ledger "$1" new --title "Another" -- "$2"; }

t_add_text() { "$TRACK" --ledger "$1" add a AZ declaration --on 2025-12-16 --note "$2"; }

t_add_url() { "$TRACK" --ledger "$1" add a TR declaration --on 2025-12-16 --source "$2"; }

# T_ASKED is what is printed: a command with its arguments
t_render() {
  local asked=${T_ASKED:-show a}
  # shellcheck disable=SC2086
  case $2 in
    table) "$TRACK" --ledger "$1" $asked ;;
    plain) "$TRACK" --ledger "$1" $asked --plain ;;
    *) "$TRACK" --ledger "$1" $asked --format "$2" ;;
  esac
}

#compdef track
# zsh: what may be typed after `track` is asked of `track` itself.
_track() {
    local line word
    local -a plain open shown shown_open
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            _files
            return
        fi
        word=${line%%$'\t'*}
        line=${line#*$'\t'}
        if [[ $word == *= ]]; then
            open+=("$word")
            shown_open+=("$word${line:+  -- $line}")
        else
            plain+=("$word")
            shown+=("$word${line:+  -- $line}")
        fi
    done < <(command track completions zsh --at $((CURRENT - 1)) "${(@Q)words}" 2>/dev/null)
    (( $#plain )) && compadd -l -d shown -a plain
    (( $#open )) && compadd -l -S '' -d shown_open -a open
    return 0
}
if [[ ${funcstack[1]} == _track ]]; then
    _track "$@"
elif (( $+functions[compdef] )); then
    compdef _track track
fi

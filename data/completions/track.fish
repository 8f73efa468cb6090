# fish: what may be typed after `track` is asked of `track` itself.
function __track_complete
    set -l before (commandline --current-process --tokenize --cut-at-cursor)
    set -l word (commandline --current-token --cut-at-cursor)
    set -l lines (command track completions fish --at (count $before) $before "$word" 2>/dev/null)
    if test "$lines[1]" = :files
        __fish_complete_path "$word"
    else
        string join \n -- $lines
    end
end
complete --command track --no-files --keep-order --arguments '(__track_complete)'

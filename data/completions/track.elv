# elvish: what may be typed after `track` is asked of `track` itself.
use str
set edit:completion:arg-completer[track] = {|@words|
    var lines = [(try { (external track) completions elvish --at (- (count $words) 1) $@words 2>/dev/null | from-lines } catch e { })]
    for line $lines {
        if (eq $line ':files') {
            edit:complete-filename $@words
        } else {
            var parts = [(str:split &max=2 "\t" $line)]
            var word = $parts[0]
            var after = ' '
            if (str:has-suffix $word '=') { set after = '' }
            edit:complex-candidate $word &code-suffix=$after &display=$word'  '$parts[1]
        }
    }
}
